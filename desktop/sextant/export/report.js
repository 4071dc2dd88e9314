// Plays the recording from the second of the link that was chosen.
const sound = document.getElementById("sound");
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-at]");
  if (link) {
    event.preventDefault();
    sound.currentTime = Number(link.dataset.at);
    sound.play();
  }
});

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Sextant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free software under the MIT licence. It contains ffmpeg, Qt and other free software, each under the licence of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Six analyses of every recorded conversation, each one checkable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version} · Qt {qt} · PySide {pyside} · Python {python}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AgreementStrip</name>
    <message>
        <source>Agreement strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cited} cited, {shared} by more than one analysis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} · cited by {count} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} · not cited</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AgreementView</name>
    <message>
        <source>&amp;Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All models of a prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All moments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All six answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both prompts of a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moments to show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer points to a moment of the recording yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only one answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some answers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Asked as soon as there is a transcript.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next try in {seconds} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not asked yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This answer was cut short. The text so far is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for its turn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked for {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cost unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cut short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thinking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>through {provider}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>writing… %Ln word(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{read} tokens read, {written} written</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswerCell</name>
    <message>
        <source>Actions for {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer of {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;quotation with time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy se&amp;lection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Star {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>— The answer breaks off here. —</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswerText</name>
    <message>
        <source>— It goes on: the whole text is in the answer’s file. —</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswersBar</name>
    <message numerus="yes">
        <source>%Ln close</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln elsewhere</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not found</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln quote(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Next moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer &amp;above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer b&amp;elow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer to the &amp;left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer to the &amp;right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers &amp;only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide and shuffle the models&apos; names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next &amp;doubtful quotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous do&amp;ubtful quotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read &amp;blind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;hidden answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ways of reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ways to read the answers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Arrangement</name>
    <message>
        <source>‹ All answers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Arranging</name>
    <message>
        <source>&amp;Sort recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the recordings: {order}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings shown: {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sho&amp;w only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a problem</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is hidden.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CellActions</name>
    <message>
        <source>&amp;Ask now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Read alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Star</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use another model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask &amp;again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;how again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CellFoot</name>
    <message>
        <source>Ask again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask {words} again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another model than {words}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CellHead</name>
    <message>
        <source>Remove the star</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Star</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Cells</name>
    <message>
        <source>Model {letter}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video and audio ({endings})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ColumnsBar</name>
    <message>
        <source>Answer in column {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three columns</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Correcting</name>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to “{word}”, as it was heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct “{word}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct “{word}”…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in the &amp;transcript</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge {speaker}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename {speaker}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spea&amp;kers…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speaker} is the same person as</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Drop to keep {what} ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to transcribe and analyse {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The work starts once the key for {services} is there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Choose files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deepgram writes down who said what, and when.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop videos of your meetings here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every quotation is looked up in the transcript. All is kept in a plain folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The audio is taken out on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample needs no keys and no network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three models answer two prompts each: six analyses, side by side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it with the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it with the sample, without keys</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Explanations</name>
    <message>
        <source>Struck out: not said. In brackets: said there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} lies past the end: the recording ends at {end}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>× Not found in the transcript. The model may have repaired or invented it, or the recogniser misheard a word: listen before you use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{quoted}” instead of “{spoken}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{words}” (not found in the transcript of {title})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↷ Said, but elsewhere than the answer claims: by {who} at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≈ Close to what {who} said at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ Found word for word at {time}, {who}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportControl</name>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the &amp;report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the exported {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the &amp;folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} (.{ending})…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ {file}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Close the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in the transcript</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message numerus="yes">
        <source>%Ln recording(s) in progress</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Key missing: {services}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys {places} ✓</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for this run only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the system&apos;s keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words}. Open the keys dialog</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Housekeeping</name>
    <message numerus="yes">
        <source>Move %n recording(s) to the trash</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Move “{name}” to the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename to “{title}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message numerus="yes">
        <source>%n recording(s) are being worked on.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit Sextant?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has arrived is saved. Answers that are being written are kept as cut short, and “Continue” asks for them again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LibraryPane</name>
    <message numerus="yes">
        <source>%Ln recording(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Choose video or audio files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop videos here</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Found in %n recording(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No recording is of this kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has these words: no name, no transcript, no answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project {name}, menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search names, transcripts and analyses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search transcripts and analyses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching… {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinkQuestion</name>
    <message>
        <source>A model wrote this link. It leads to {host}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open this page?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MenuBar</name>
    <message>
        <source>&amp;About Sextant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add recordings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ask all questions again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Move this project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Practise with the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recent projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Search everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to the &amp;trash…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in the &amp;file manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the project’s &amp;folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy technical details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show technical details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Technical details</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelChooser</name>
    <message>
        <source>Another model for {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching the list of models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The price is an estimate for this transcript. The answer so far stays on disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no list of models here. Type the id of one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelsModel</name>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>free; may train on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>price unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved already</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MomentPage</name>
    <message>
        <source>Choose a moment to see what each answer makes of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen moment</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MomentsModel</name>
    <message>
        <source>Cited by {count} of {total}: {names}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewProjectDialog</name>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder cannot have this name everywhere: leave out {signs}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A project is a plain folder: move it, back it up, keep it in sync.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder it lies in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client interviews</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In which folder should the project lie?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is something of this name already. “Open project” opens it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Continue, or start Sextant again; copy the details if it happens once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything that had arrived is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something in Sextant itself went wrong.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlayerActions</name>
    <message>
        <source>Faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Five seconds back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Five seconds forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slower</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>+5 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreement: darker where more analyses cite a moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At {second} of {length}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Five seconds back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Five seconds back (Alt+Left)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Five seconds forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Five seconds forward (Alt+Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed of the voices; their pitch stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed: {speed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no audio to play yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{action} (space bar)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>−5 s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Projects</name>
    <message numerus="yes">
        <source>%n recording(s) of this one are being worked on.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A file “project.json” and a folder of prompts would be added to it. What is in it already stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the project into which folder?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not while recordings are being worked on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project: choose its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another project?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a project here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a project here?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The work is stopped and what has arrived is saved. When you come back, “Continue” asks only for what is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not a Sextant project yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordingDeeds</name>
    <message numerus="yes">
        <source>%n answer(s) will be asked for again, and paid for again.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) go to the trash.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to the trash?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answers that are there now are replaced as the new ones arrive. Audio and transcript are kept and cost nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With audio, transcript and answers. Your own video is not touched, and “Undo” brings the recording back for as long as the trash keeps it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” goes to the trash.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordingHeader</name>
    <message numerus="yes">
        <source>%Ln speaker(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue this recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deepgram: {cost}, from its list prices; it reports none itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenRouter: {cost}, as reported by it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice: extracts made on this computer, not AI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the work on this recording</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordingPage</name>
    <message>
        <source>The transcript appears here as soon as it has arrived.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordingsList</name>
    <message>
        <source>Recordings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>Add credit to the account, then continue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add it under Keys, or try practice mode, which needs none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again for a whole answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again, or use another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again, which allows twice the length, or use another model for this answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again: it may then be twice as long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask whoever gave you Sextant for a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bangla</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Belarusian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bosnian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brief</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catalan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check in a media player that it has sound; export it again with audio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its permissions, or choose a project in your own folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its permissions, or copy it to your own folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it plays in a media player; copy the details if it does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it plays in a media player; try exporting it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that its disk is connected and that the path names a folder, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that its drive or share is connected, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the right language and audio track are chosen, then transcribe again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the internet connection or the proxy, then continue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the settings; copy the details if they look right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check under Keys that it is complete and still valid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder outside of it that holds nothing of this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder that holds a project.json, or start a new project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder that holds video or audio files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model with a larger context for this answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another language, or automatic.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model for this answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model, or allow more in the privacy settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the recording itself; open it in a media player first to make sure it plays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect loudspeakers or headphones, then press play again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue later; finished steps are not repeated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue to send it again; that is not done without you, as it costs again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue when the connection is better; an upload begins anew each time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it again from its source, or repair it with the recorder&apos;s own program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct it in the settings, or in the variable that names it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the file, or choose another prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Czech</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Danish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download or export the recording itself and use that file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything else works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything that had arrived is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filipino</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some room, then continue; finished steps are not repeated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>French</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>German</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Greek</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If your company inspects connections, its root certificate must be in this system&apos;s store, or in the file that SSL_CERT_FILE names. Check this computer&apos;s date, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indonesian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Sextant again; a virus scanner may have removed the tool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Sextant again; its speech recogniser may be missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be read here and was not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is where it was, and Sextant deletes nothing by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may not have been copied completely. Copy it again from its source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Italian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON for other programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kannada</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Korean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Macedonian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a key with more rights, or ask whoever manages the account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Malay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marathi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name an HTTP proxy in HTTPS_PROXY, as in http://proxy:8080.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key was written to any file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other model was asked in its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No provider of {model} meets the privacy settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sound device was found, so nothing can be heard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No speech was recognised.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norwegian Bokmål</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in it was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing past the limit was sent; what is finished is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was cut and nothing was charged for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent, and your file is untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent, neither the key nor the recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Persian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Polish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice mode could not be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>REFI-QDA project for MAXQDA, ATLAS.ti, NVivo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the limit and continue, or choose fewer or cheaper models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report as a PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report as a web page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it from a backup, or move it away and continue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Russian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See in the recording&apos;s folder whether another program plays it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See sextant --help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See sextant list for the names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serbian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it in the file manager and remove it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to the network in a browser, or check the proxy, then continue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something between this computer and {service} answered in its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaker {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split the recording into shorter parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subtitles (SubRip)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subtitles (WebVTT)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table of moments and quotations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tamil</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Telugu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thai</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address set for {service} cannot be used: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address set for {service} is not protected: anybody between could read along.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of {service} arrived incomplete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer was cut short: it reached the length allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer was cut short: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The audio and the service&apos;s answer are saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The audio is larger than {service} accepts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The audio is saved. The transcription may have been charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The audio of “{name}” could not be taken out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The audio tool (ffmpeg) cannot be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The configuration that came with Sextant cannot be used: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to {service} broke off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to {service} is not safe: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key for {service} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model declined to answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model sent an empty answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model used up the length allowed by thinking.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {model} is not offered at present.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project is where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project&apos;s disk is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project&apos;s folder cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project&apos;s folder cannot be written to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt “{name}” cannot be used: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider&apos;s content filter turned the transcript away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy of this network wants a name and a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy set on this computer cannot be used to reach {service}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The saved file “{name}” cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The spending limit of {limit} would be passed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system&apos;s keyring is not available.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text so far is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The transcript and the answers are untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The transcript is too long for {model}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The transcript was not sent to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The upload was too slow for {service}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {service} account has not enough credit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {service} key is not allowed to do this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no recordings in the folder “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no recording “{name}” in this project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no transcript yet to make subtitles of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This request was not charged; everything that had arrived is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a moment, or use another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in some minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. The request may have been charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock or install a keyring; until then keys last for this run only, or come from DEEPGRAM_API_KEY and OPENROUTER_API_KEY.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Sextant to work on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Urdu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a recording without copy protection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use an address that begins with https://, or a server on this very computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another model for this answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until the other window or computer is through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weak points, contradictions, unspoken assumptions, and what to ask next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it wrote is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was said, decided and promised, by whom, and what stays open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write them into HTTPS_PROXY (http://name:password@proxy:port), or ask whoever runs it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You stopped this answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it broke off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not begin with https://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds a key, and keys belong in nobody&apos;s file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not a text file in UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not a text file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not what Sextant expects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is too large for a prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it keeps no record of keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it says nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was made for a newer Sextant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of its settings has no such value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is a ? or a # in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is a name or a password in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no such prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} asks to wait: too many requests.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} could not use the audio of this recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} does not offer this language with this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} gave up: the recording took more than ten minutes to work through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} has a problem at the moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} has the whole recording, but its answer did not arrive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} holds the credit for requests under way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} refused the key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} refused the request: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be moved there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be played.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” could not be moved to the trash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” has no audio track.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is a playlist that points elsewhere, not a recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is being worked on by another Sextant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is copy-protected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is damaged or was cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is empty (0 bytes).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not a Sextant project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not a video or audio file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was written by a newer version of Sextant.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SpeakerLanes</name>
    <message>
        <source>Who spoke when</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {share}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SpeakersDialog</name>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listen to {speaker}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge {speaker}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of {speaker}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names go into everything that is written, shown or sent from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play from {second}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename {speaker}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same person as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaker {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speakers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speaker} is the same person as</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message numerus="yes">
        <source>%Ln item(s) wait.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln recording(s) unfinished. Continuing asks only for what is missing.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Add keys…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practise with the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The key(s) for {services} missing: nothing can be sent.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StepsBar</name>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Analyses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Analyses {done} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cost} of about {expected}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TranscriptList</name>
    <message>
        <source>Heard: {word}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Back to what is heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo: {what}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WordEditor</name>
    <message>
        <source>Correct “{word}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter keeps it, Escape leaves it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%Ln cost(s) unknown</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Analysing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In an answer: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves this computer: the audio, to Deepgram, and the transcript, to OpenRouter. Your videos never do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending the audio…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking out the audio…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the transcript…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {cost}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trying again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{words}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>

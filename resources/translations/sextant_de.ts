<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Sextant</source>
        <translation>Über Sextant</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Every licence in full</source>
        <translation>Alle Lizenzen im Wortlaut</translation>
    </message>
    <message>
        <source>Free software under the MIT licence. What comes along is free software, too, each part under the licence of its own:</source>
        <translation>Freie Software unter der MIT-Lizenz. Was mitkommt, ist ebenfalls freie Software, jeder Teil unter seiner eigenen Lizenz:</translation>
    </message>
    <message>
        <source>Six analyses of every recorded conversation, each one checkable.</source>
        <translation>Sechs Auswertungen zu jedem aufgezeichneten Gespräch, jede einzelne nachprüfbar.</translation>
    </message>
    <message>
        <source>Version {version} · Qt {qt} · PySide {pyside} · Python {python}</source>
        <translation>Version {version} · Qt {qt} · PySide {pyside} · Python {python}</translation>
    </message>
</context>
<context>
    <name>AgreementStrip</name>
    <message>
        <source>Agreement strip</source>
        <translation>Leiste der Übereinstimmung</translation>
    </message>
    <message>
        <source>{cited} cited, {shared} by more than one analysis</source>
        <translation>{cited} belegt, davon {shared} durch mehr als eine Auswertung</translation>
    </message>
    <message>
        <source>{time} · cited by {count} of {total}</source>
        <translation>{time} · belegt durch {count} von {total}</translation>
    </message>
    <message>
        <source>{time} · not cited</source>
        <translation>{time} · nicht belegt</translation>
    </message>
</context>
<context>
    <name>AgreementView</name>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Zeigen</translation>
    </message>
    <message>
        <source>All answers</source>
        <translation>Alle Antworten</translation>
    </message>
    <message>
        <source>All models of a prompt</source>
        <translation>Alle Modelle eines Prompts</translation>
    </message>
    <message>
        <source>All moments</source>
        <translation>Alle Stellen</translation>
    </message>
    <message>
        <source>All six answers</source>
        <translation>Alle sechs Antworten</translation>
    </message>
    <message>
        <source>Both prompts of a model</source>
        <translation>Beide Prompts eines Modells</translation>
    </message>
    <message>
        <source>Moments</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>Moments to show</source>
        <translation>Gezeigte Stellen</translation>
    </message>
    <message>
        <source>No answer points to a moment of the recording yet.</source>
        <translation>Noch verweist keine Antwort auf eine Stelle der Aufnahme.</translation>
    </message>
    <message>
        <source>Only one answer</source>
        <translation>Nur eine Antwort</translation>
    </message>
    <message>
        <source>Some answers</source>
        <translation>Einige Antworten</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln Wort</numerusform>
            <numerusform>%Ln Wörter</numerusform>
        </translation>
    </message>
    <message>
        <source>Asked as soon as there is a transcript.</source>
        <translation>Wird gefragt, sobald es ein Transkript gibt.</translation>
    </message>
    <message>
        <source>Next try in {seconds} s.</source>
        <translation>Nächster Versuch in {seconds} s.</translation>
    </message>
    <message>
        <source>Not asked yet.</source>
        <translation>Noch nicht gefragt.</translation>
    </message>
    <message>
        <source>This answer was cut short. The text so far is kept.</source>
        <translation>Diese Antwort wurde abgebrochen. Der bisherige Text bleibt erhalten.</translation>
    </message>
    <message>
        <source>Waits for its turn.</source>
        <translation>Wartet, bis sie an der Reihe ist.</translation>
    </message>
    <message>
        <source>asked for {model}</source>
        <translation>gefragt war {model}</translation>
    </message>
    <message>
        <source>cost unknown</source>
        <translation>Kosten unbekannt</translation>
    </message>
    <message>
        <source>cut short</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>thinking…</source>
        <translation>denkt nach&#xa0;…</translation>
    </message>
    <message>
        <source>through {provider}</source>
        <translation>über {provider}</translation>
    </message>
    <message numerus="yes">
        <source>writing… %Ln word(s)</source>
        <translation>
            <numerusform>schreibt&#xa0;… %Ln Wort</numerusform>
            <numerusform>schreibt&#xa0;… %Ln Wörter</numerusform>
        </translation>
    </message>
    <message>
        <source>{read} tokens read, {written} written</source>
        <translation>{read} Tokens gelesen, {written} geschrieben</translation>
    </message>
</context>
<context>
    <name>AnswerCell</name>
    <message>
        <source>Actions for {words}</source>
        <translation>Aktionen für {words}</translation>
    </message>
    <message>
        <source>Answer of {words}</source>
        <translation>Antwort: {words}</translation>
    </message>
    <message>
        <source>Copy &amp;quotation with time</source>
        <translation>&amp;Zitat mit Zeitangabe kopieren</translation>
    </message>
    <message>
        <source>Copy se&amp;lection</source>
        <translation>Aus&amp;wahl kopieren</translation>
    </message>
    <message>
        <source>Star {words}</source>
        <translation>Stern für {words}</translation>
    </message>
    <message>
        <source>— The answer breaks off here. —</source>
        <translation>— Hier bricht die Antwort ab. —</translation>
    </message>
</context>
<context>
    <name>AnswerText</name>
    <message>
        <source>— It goes on: the whole text is in the answer’s file. —</source>
        <translation>— Es geht weiter: Der ganze Text steht in der Datei der Antwort. —</translation>
    </message>
</context>
<context>
    <name>AnswersBar</name>
    <message numerus="yes">
        <source>%Ln close</source>
        <translation>
            <numerusform>%Ln ähnlich</numerusform>
            <numerusform>%Ln ähnlich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln elsewhere</source>
        <translation>
            <numerusform>%Ln an anderer Stelle</numerusform>
            <numerusform>%Ln an anderer Stelle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln gefunden</numerusform>
            <numerusform>%Ln gefunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not found</source>
        <translation>
            <numerusform>%Ln nicht gefunden</numerusform>
            <numerusform>%Ln nicht gefunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln quote(s)</source>
        <translation>
            <numerusform>%Ln Zitat</numerusform>
            <numerusform>%Ln Zitate</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Next moment</source>
        <translation>&amp;Nächste Stelle</translation>
    </message>
    <message>
        <source>&amp;Previous moment</source>
        <translation>&amp;Vorige Stelle</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Answer &amp;above</source>
        <translation>Antwort &amp;darüber</translation>
    </message>
    <message>
        <source>Answer b&amp;elow</source>
        <translation>Antwort dar&amp;unter</translation>
    </message>
    <message>
        <source>Answer to the &amp;left</source>
        <translation>Antwort &amp;links</translation>
    </message>
    <message>
        <source>Answer to the &amp;right</source>
        <translation>Antwort &amp;rechts</translation>
    </message>
    <message>
        <source>Answers &amp;only</source>
        <translation>Nur &amp;Antworten</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Hide and shuffle the models&apos; names</source>
        <translation>Namen der Modelle verbergen und mischen</translation>
    </message>
    <message>
        <source>Next &amp;doubtful quotation</source>
        <translation>Nächstes &amp;zweifelhaftes Zitat</translation>
    </message>
    <message>
        <source>Previous do&amp;ubtful quotation</source>
        <translation>Voriges z&amp;weifelhaftes Zitat</translation>
    </message>
    <message>
        <source>Read &amp;blind</source>
        <translation>&amp;Blind lesen</translation>
    </message>
    <message>
        <source>Reading ▾</source>
        <translation>Lesen ▾</translation>
    </message>
    <message>
        <source>Show &amp;hidden answers</source>
        <translation>Ausgeblendete Antworten &amp;zeigen</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Synthesis</source>
        <translation>Synthese</translation>
    </message>
    <message>
        <source>Ways of reading</source>
        <translation>Lesearten</translation>
    </message>
    <message>
        <source>Ways to read the answers</source>
        <translation>Ansichten der Antworten</translation>
    </message>
</context>
<context>
    <name>AppearancePage</name>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Of the size the system uses.</source>
        <translation>Bezogen auf die Größe, die das System verwendet.</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}&#xa0;%</translation>
    </message>
    <message>
        <source>“As the system” follows the system while the window is open.</source>
        <translation>„Wie das System“ folgt dem System, solange das Fenster offen ist.</translation>
    </message>
</context>
<context>
    <name>Arrangement</name>
    <message>
        <source>‹ All answers</source>
        <translation>‹ Alle Antworten</translation>
    </message>
</context>
<context>
    <name>Arranging</name>
    <message>
        <source>&amp;Sort recordings</source>
        <translation>Aufnahmen &amp;sortieren</translation>
    </message>
    <message>
        <source>All recordings</source>
        <translation>Alle Aufnahmen</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Namen</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>Längste zuerst</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>Order of the recordings: {order}</source>
        <translation>Reihenfolge der Aufnahmen: {order}</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>Recordings shown: {kind}</source>
        <translation>Gezeigte Aufnahmen: {kind}</translation>
    </message>
    <message>
        <source>Sho&amp;w only</source>
        <translation>N&amp;ur zeigen</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>Unvollständig</translation>
    </message>
    <message>
        <source>With a problem</source>
        <translation>Mit einem Problem</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Blank</name>
    <message>
        <source>Asking the system&apos;s keyring for your keys. It may want to be unlocked.</source>
        <translation>Der Schlüsselbund des Systems wird nach Ihren Schlüsseln gefragt. Vielleicht möchte er entsperrt werden.</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Show</source>
        <translation>Einblenden</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>{name} einblenden</translation>
    </message>
    <message>
        <source>{name} is hidden.</source>
        <translation>{name} ist ausgeblendet.</translation>
    </message>
</context>
<context>
    <name>CellActions</name>
    <message>
        <source>&amp;Ask now</source>
        <translation>&amp;Jetzt fragen</translation>
    </message>
    <message>
        <source>&amp;Copy answer</source>
        <translation>Antwort &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>&amp;Ausblenden</translation>
    </message>
    <message>
        <source>&amp;Read alone</source>
        <translation>&amp;Einzeln lesen</translation>
    </message>
    <message>
        <source>&amp;Star</source>
        <translation>S&amp;tern</translation>
    </message>
    <message>
        <source>&amp;Use another model…</source>
        <translation>Anderes &amp;Modell verwenden&#xa0;…</translation>
    </message>
    <message>
        <source>Ask &amp;again</source>
        <translation>&amp;Noch einmal fragen</translation>
    </message>
    <message>
        <source>S&amp;how again</source>
        <translation>Wieder &amp;einblenden</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>An&amp;halten</translation>
    </message>
</context>
<context>
    <name>CellFoot</name>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>Ask now</source>
        <translation>Jetzt fragen</translation>
    </message>
    <message>
        <source>Ask {words} again</source>
        <translation>{words} noch einmal fragen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop {words}</source>
        <translation>{words} anhalten</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Use another model</source>
        <translation>Anderes Modell verwenden</translation>
    </message>
    <message>
        <source>Use another model than {words}</source>
        <translation>Anderes Modell verwenden als {words}</translation>
    </message>
</context>
<context>
    <name>CellHead</name>
    <message>
        <source>Remove the star</source>
        <translation>Stern entfernen</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
</context>
<context>
    <name>Cells</name>
    <message>
        <source>Model {letter}</source>
        <translation>Modell {letter}</translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose recordings</source>
        <translation>Aufnahmen auswählen</translation>
    </message>
    <message>
        <source>Video and audio ({endings})</source>
        <translation>Video und Audio ({endings})</translation>
    </message>
</context>
<context>
    <name>ColumnsBar</name>
    <message>
        <source>Answer in column {number}</source>
        <translation>Antwort in Spalte {number}</translation>
    </message>
    <message>
        <source>Scroll together</source>
        <translation>Gemeinsam blättern</translation>
    </message>
    <message>
        <source>Three columns</source>
        <translation>Drei Spalten</translation>
    </message>
</context>
<context>
    <name>Correcting</name>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Redo: {what}</source>
        <translation>&amp;Wiederholen: {what}</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Undo: {what}</source>
        <translation>&amp;Rückgängig: {what}</translation>
    </message>
    <message>
        <source>Back to “{word}”, as it was heard</source>
        <translation>Zurück zu „{word}“, wie es gehört wurde</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Correct “{word}”</source>
        <translation>„{word}“ korrigieren</translation>
    </message>
    <message>
        <source>Correct “{word}”…</source>
        <translation>„{word}“ korrigieren&#xa0;…</translation>
    </message>
    <message>
        <source>Find in the &amp;transcript</source>
        <translation>Im &amp;Transkript suchen</translation>
    </message>
    <message>
        <source>Merge {speaker}</source>
        <translation>{speaker} zusammenführen</translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation>Ab hier abspielen</translation>
    </message>
    <message>
        <source>Rename {speaker}…</source>
        <translation>{speaker} umbenennen&#xa0;…</translation>
    </message>
    <message>
        <source>Spea&amp;kers…</source>
        <translation>S&amp;precher&#xa0;…</translation>
    </message>
    <message>
        <source>{speaker} is the same person as</source>
        <translation>{speaker} ist dieselbe Person wie</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln Element</numerusform>
            <numerusform>%Ln Elemente</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop to keep {what} ready</source>
        <translation>Loslassen, um {what} bereitzulegen</translation>
    </message>
    <message>
        <source>Drop to transcribe and analyse {what}</source>
        <translation>Loslassen, um {what} zu transkribieren und auszuwerten</translation>
    </message>
    <message>
        <source>The work starts once the key for {services} is there.</source>
        <translation>Die Arbeit beginnt, sobald der Schlüssel für {services} da ist.</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Choose files…</source>
        <translation>Dateien auswählen&#xa0;…</translation>
    </message>
    <message>
        <source>Deepgram writes down who said what, and when.</source>
        <translation>Deepgram schreibt auf, wer was wann gesagt hat.</translation>
    </message>
    <message>
        <source>Drop videos of your meetings here</source>
        <translation>Ziehen Sie Videos Ihrer Gespräche hierher</translation>
    </message>
    <message>
        <source>Every quotation is looked up in the transcript. All is kept in a plain folder.</source>
        <translation>Jedes Zitat wird im Transkript nachgeschlagen. Alles liegt in einem gewöhnlichen Ordner.</translation>
    </message>
    <message>
        <source>The audio is taken out on this computer.</source>
        <translation>Der Ton wird auf diesem Computer entnommen.</translation>
    </message>
    <message>
        <source>The sample needs no keys and no network.</source>
        <translation>Das Beispiel braucht weder Schlüssel noch Netz.</translation>
    </message>
    <message>
        <source>Three models answer two prompts each: six analyses, side by side.</source>
        <translation>Drei Modelle beantworten je zwei Prompts: sechs Auswertungen, Seite an Seite.</translation>
    </message>
    <message>
        <source>Try it with the sample</source>
        <translation>Mit dem Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>Try it with the sample, without keys</source>
        <translation>Mit dem Beispiel ausprobieren, ohne Schlüssel</translation>
    </message>
</context>
<context>
    <name>Explanations</name>
    <message>
        <source>Struck out: not said. In brackets: said there.</source>
        <translation>Durchgestrichen: nicht gesagt. In Klammern: dort gesagt.</translation>
    </message>
    <message>
        <source>{time} lies past the end: the recording ends at {end}.</source>
        <translation>{time} liegt hinter dem Ende: Die Aufnahme endet bei {end}.</translation>
    </message>
    <message>
        <source>× Not found in the transcript. The model may have repaired or invented it, or the recogniser misheard a word: listen before you use it.</source>
        <translation>× Nicht im Transkript gefunden. Das Modell hat es womöglich geglättet oder erfunden, oder die Spracherkennung hat sich verhört: Hören Sie nach, bevor Sie es verwenden.</translation>
    </message>
    <message>
        <source>“{quoted}” instead of “{spoken}”</source>
        <translation>„{quoted}“ statt „{spoken}“</translation>
    </message>
    <message>
        <source>“{words}” (not found in the transcript of {title})</source>
        <translation>„{words}“ (nicht gefunden im Transkript von {title})</translation>
    </message>
    <message>
        <source>↷ Said, but elsewhere than the answer claims: by {who} at {time}.</source>
        <translation>↷ Gesagt, aber an anderer Stelle als in der Antwort angegeben: von {who} bei {time}.</translation>
    </message>
    <message>
        <source>≈ Close to what {who} said at {time}.</source>
        <translation>≈ Ähnlich dem, was {who} bei {time} gesagt hat.</translation>
    </message>
    <message>
        <source>✓ Found word for word at {time}, {who}.</source>
        <translation>✓ Wörtlich gefunden bei {time}, {who}.</translation>
    </message>
</context>
<context>
    <name>ExportControl</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export “{name}”</source>
        <translation>„{name}“ exportieren</translation>
    </message>
    <message>
        <source>Open the &amp;report</source>
        <translation>&amp;Bericht öffnen</translation>
    </message>
    <message>
        <source>Open the exported {file}</source>
        <translation>Exportierte Datei {file} öffnen</translation>
    </message>
    <message>
        <source>Show the &amp;folder</source>
        <translation>&amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>{title} (.{ending})…</source>
        <translation>{title} (.{ending})&#xa0;…</translation>
    </message>
    <message>
        <source>✓ {file}</source>
        <translation>✓ {file}</translation>
    </message>
</context>
<context>
    <name>FaultDialog</name>
    <message>
        <source>A fault in Sextant</source>
        <translation>Ein Fehler in Sextant</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Details of the fault</source>
        <translation>Einzelheiten des Fehlers</translation>
    </message>
    <message>
        <source>This is all that copying takes along: kinds and places of the fault, no names, no words of a recording, no keys.</source>
        <translation>Das ist alles, was beim Kopieren mitkommt: Art und Ort des Fehlers, keine Namen, keine Worte einer Aufnahme, keine Schlüssel.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Close the search</source>
        <translation>Suche schließen</translation>
    </message>
    <message>
        <source>Find in the transcript</source>
        <translation>Im Transkript suchen</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>Nächste Fundstelle (F3)</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>Vorige Fundstelle (Umschalt+F3)</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} von {count}</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
</context>
<context>
    <name>FolderPage</name>
    <message>
        <source>A project is a plain folder. All that is yours lies in it: audio, transcripts, answers, reports. Move it, back it up, open it anywhere; Sextant keeps no copy.</source>
        <translation>Ein Projekt ist ein gewöhnlicher Ordner. Alles, was Ihnen gehört, liegt darin: Ton, Transkripte, Antworten, Berichte. Verschieben, sichern und öffnen Sie ihn, wo Sie möchten; Sextant behält keine Kopie.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Open now:</source>
        <translation>Jetzt geöffnet:</translation>
    </message>
    <message>
        <source>The project that was open last opens again at the next start.</source>
        <translation>Beim nächsten Start öffnet sich das zuletzt geöffnete Projekt.</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message numerus="yes">
        <source>%Ln recording(s) in progress</source>
        <translation>
            <numerusform>%Ln Aufnahme in Arbeit</numerusform>
            <numerusform>%Ln Aufnahmen in Arbeit</numerusform>
        </translation>
    </message>
    <message>
        <source>Key missing: {services}</source>
        <translation>Schlüssel fehlt: {services}</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Keys {places} ✓</source>
        <translation>Schlüssel {places} ✓</translation>
    </message>
    <message>
        <source>Keys…</source>
        <translation>Schlüssel&#xa0;…</translation>
    </message>
    <message>
        <source>for this run only</source>
        <translation>nur bis zum Beenden</translation>
    </message>
    <message>
        <source>from the environment</source>
        <translation>aus der Umgebung</translation>
    </message>
    <message>
        <source>in the system&apos;s keyring</source>
        <translation>im Schlüsselbund des Systems</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>nicht nötig</translation>
    </message>
    <message>
        <source>{words}. Open the keys dialog</source>
        <translation>{words}. Dialog für Schlüssel öffnen</translation>
    </message>
</context>
<context>
    <name>Habits</name>
    <message numerus="yes">
        <source>%n recording(s) could not be finished</source>
        <translation>
            <numerusform>%n Aufnahme konnte nicht fertiggestellt werden</numerusform>
            <numerusform>%n Aufnahmen konnten nicht fertiggestellt werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ready to read: %n recording(s)</source>
        <translation>
            <numerusform>Lesebereit: %n Aufnahme</numerusform>
            <numerusform>Lesebereit: %n Aufnahmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Sextant is working on recordings</source>
        <translation>Sextant bearbeitet Aufnahmen</translation>
    </message>
    <message>
        <source>Sextant says what to do.</source>
        <translation>Sextant sagt, was zu tun ist.</translation>
    </message>
    <message>
        <source>“{name}” is ready to read</source>
        <translation>„{name}“ ist lesebereit</translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln Element</numerusform>
            <numerusform>%Ln Elemente</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Kept ready: {what}. Nothing has been sent.</source>
        <translation>Liegt bereit: {what}. Gesendet wurde noch nichts.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Step {number} of {all}: {name}</source>
        <translation>Schritt {number} von {all}: {name}</translation>
    </message>
    <message>
        <source>Step {number} of {all}: {name}, done</source>
        <translation>Schritt {number} von {all}: {name}, erledigt</translation>
    </message>
    <message numerus="yes">
        <source>The work starts once the key(s) for {services} there.</source>
        <translation>
            <numerusform>Die Arbeit beginnt, sobald der Schlüssel für {services} da ist.</numerusform>
            <numerusform>Die Arbeit beginnt, sobald die Schlüssel für {services} da sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>{close}: leave the first steps</source>
        <translation>{close}: die ersten Schritte verlassen</translation>
    </message>
</context>
<context>
    <name>Housekeeping</name>
    <message numerus="yes">
        <source>Move %n recording(s) to the trash</source>
        <translation>
            <numerusform>%n Aufnahme in den Papierkorb legen</numerusform>
            <numerusform>%n Aufnahmen in den Papierkorb legen</numerusform>
        </translation>
    </message>
    <message>
        <source>Move “{name}” to the trash</source>
        <translation>„{name}“ in den Papierkorb legen</translation>
    </message>
    <message>
        <source>Rename to “{title}”</source>
        <translation>In „{title}“ umbenennen</translation>
    </message>
</context>
<context>
    <name>KeyPlaceLine</name>
    <message>
        <source>Ask the keyring once more</source>
        <translation>Den Schlüsselbund noch einmal fragen</translation>
    </message>
    <message>
        <source>No key is needed: the service&apos;s address is your own.</source>
        <translation>Kein Schlüssel nötig: Die Adresse des Dienstes ist Ihre eigene.</translation>
    </message>
    <message>
        <source>No key yet.</source>
        <translation>Noch kein Schlüssel.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>⚠ Kept for this run only: gone when the window closes.</source>
        <translation>⚠ Nur bis zum Beenden: weg, sobald das Fenster schließt.</translation>
    </message>
    <message>
        <source>⚠ Kept for this run only: the keyring ({keyring}) did not open. Unlock it, then try again, and the key moves there.</source>
        <translation>⚠ Nur bis zum Beenden: Der Schlüsselbund ({keyring}) ging nicht auf. Entsperren Sie ihn und versuchen Sie es noch einmal, dann zieht der Schlüssel dorthin um.</translation>
    </message>
    <message>
        <source>⚠ The keyring ({keyring}) did not open, so nobody knows whether a key lies in it. Unlock it, then try again.</source>
        <translation>⚠ Der Schlüsselbund ({keyring}) ging nicht auf; ob ein Schlüssel darin liegt, ist deshalb unbekannt. Entsperren Sie ihn und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>✓ Kept in the system&apos;s keyring ({keyring}).</source>
        <translation>✓ Im Schlüsselbund des Systems ({keyring}).</translation>
    </message>
    <message>
        <source>✓ Kept in the system&apos;s keyring.</source>
        <translation>✓ Im Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>✓ Taken from the environment ({variable}).</source>
        <translation>✓ Aus der Umgebung ({variable}).</translation>
    </message>
</context>
<context>
    <name>KeySection</name>
    <message>
        <source>Asking the service…</source>
        <translation>Der Dienst wird gefragt&#xa0;…</translation>
    </message>
    <message>
        <source>Asks the models.</source>
        <translation>Fragt die Modelle.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Forget the {service} key</source>
        <translation>Schlüssel für {service} vergessen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the {service} key</source>
        <translation>Schlüssel für {service} speichern</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Test the {service} key, free of charge</source>
        <translation>Schlüssel für {service} prüfen, kostenlos</translation>
    </message>
    <message>
        <source>This is no key. A key is one word of letters, digits and signs.</source>
        <translation>Das ist kein Schlüssel. Ein Schlüssel ist ein Wort aus Buchstaben, Ziffern und Zeichen.</translation>
    </message>
    <message>
        <source>Writes the recording down.</source>
        <translation>Schreibt die Aufnahme auf.</translation>
    </message>
</context>
<context>
    <name>KeyStep</name>
    <message>
        <source>A key for {service}, which asks the models</source>
        <translation>{service}-Schlüssel für die Modelle</translation>
    </message>
    <message>
        <source>A key for {service}, which writes it down</source>
        <translation>{service}-Schlüssel für das Transkript</translation>
    </message>
    <message>
        <source>A test costs nothing.</source>
        <translation>Ein Test kostet nichts.</translation>
    </message>
    <message>
        <source>Asking the service…</source>
        <translation>Der Dienst wird gefragt&#xa0;…</translation>
    </message>
    <message>
        <source>By its list prices, an hour of recording costs about {range}.</source>
        <translation>Nach seiner Preisliste kostet eine Stunde Aufnahme etwa {range}.</translation>
    </message>
    <message>
        <source>Copy it there and paste it here.</source>
        <translation>Kopieren Sie ihn dort und fügen Sie ihn hier ein.</translation>
    </message>
    <message>
        <source>It gets the audio and sends back who said what, and when.</source>
        <translation>Es bekommt den Ton und schickt zurück, wer was wann gesagt hat.</translation>
    </message>
    <message>
        <source>It passes the transcript on to the models you choose and brings back their answers. One key is enough for all of them. Before anything is sent, Sextant tells what it may cost.</source>
        <translation>Es reicht das Transkript an die Modelle weiter, die Sie wählen, und bringt deren Antworten zurück. Ein Schlüssel genügt für alle. Bevor etwas gesendet wird, sagt Sextant, was es kosten kann.</translation>
    </message>
    <message>
        <source>Its address is {host}, by your settings.</source>
        <translation>Seine Adresse ist {host}, nach Ihren Einstellungen.</translation>
    </message>
    <message>
        <source>Its address is {host}, chosen by {who}.</source>
        <translation>Seine Adresse ist {host}, gewählt von {who}.</translation>
    </message>
    <message>
        <source>Keep it nonetheless</source>
        <translation>Trotzdem behalten</translation>
    </message>
    <message>
        <source>Keep the {service} key nonetheless</source>
        <translation>Den Schlüssel für {service} trotzdem behalten</translation>
    </message>
    <message>
        <source>Test and keep</source>
        <translation>Testen und behalten</translation>
    </message>
    <message>
        <source>Test the key</source>
        <translation>Schlüssel testen</translation>
    </message>
    <message>
        <source>Use another key</source>
        <translation>Anderen Schlüssel verwenden</translation>
    </message>
    <message>
        <source>Use another {service} key</source>
        <translation>Einen anderen Schlüssel für {service} verwenden</translation>
    </message>
    <message>
        <source>whoever set up this computer</source>
        <translation>wer diesen Computer eingerichtet hat</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>A key goes into the keyring once that is unlocked. Until then it is kept for this run only, and never in a file.</source>
        <translation>Ein Schlüssel kommt in den Schlüsselbund, sobald dieser entsperrt ist. Bis dahin gilt er nur bis zum Beenden und steht nie in einer Datei.</translation>
    </message>
    <message>
        <source>Keys go into this computer&apos;s keyring, never into a file.</source>
        <translation>Schlüssel kommen in den Schlüsselbund dieses Computers, nie in eine Datei.</translation>
    </message>
    <message>
        <source>Make a key at {host} ↗</source>
        <translation>Schlüssel erstellen bei {host} ↗</translation>
    </message>
    <message>
        <source>Paste the {service} key</source>
        <translation>Schlüssel für {service} einfügen</translation>
    </message>
    <message>
        <source>This computer offers no keyring (on Linux: a Secret Service). A key is kept for this run only and forgotten when the window closes.</source>
        <translation>Dieser Computer bietet keinen Schlüsselbund (unter Linux: Secret Service). Ein Schlüssel gilt nur bis zum Beenden und wird vergessen, wenn das Fenster schließt.</translation>
    </message>
    <message>
        <source>{service} key</source>
        <translation>Schlüssel für {service}</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>At the services they stay valid: who has them can use them until you delete them there. Keys from the environment are not touched.</source>
        <translation>Bei den Diensten bleiben sie gültig: Wer sie hat, kann sie verwenden, bis Sie sie dort löschen. Schlüssel aus der Umgebung bleiben unberührt.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Forget both keys?</source>
        <translation>Beide Schlüssel vergessen?</translation>
    </message>
    <message>
        <source>Forget both keys…</source>
        <translation>Beide Schlüssel vergessen&#xa0;…</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>They are removed from this computer&apos;s keyring.</source>
        <translation>Sie werden aus dem Schlüsselbund dieses Computers entfernt.</translation>
    </message>
    <message>
        <source>Two services work for you, each with a key of yours. A test costs nothing.</source>
        <translation>Zwei Dienste arbeiten für Sie, jeder mit einem Schlüssel von Ihnen. Eine Prüfung kostet nichts.</translation>
    </message>
</context>
<context>
    <name>LanguagePage</name>
    <message numerus="yes">
        <source>%n term(s).</source>
        <translation>
            <numerusform>%n Begriff.</numerusform>
            <numerusform>%n Begriffe.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n term(s): Deepgram refuses a recording with too many. Keep the rare ones.</source>
        <translation>
            <numerusform>%n Begriff: Bei zu vielen lehnt Deepgram eine Aufnahme ab. Behalten Sie die seltenen.</numerusform>
            <numerusform>%n Begriffe: Bei zu vielen lehnt Deepgram eine Aufnahme ab. Behalten Sie die seltenen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deepgram listens for them, which helps with names it would mishear. They are sent along with every recording, and cost a little more.</source>
        <translation>Deepgram achtet auf sie; das hilft bei Namen, bei denen es sich verhören würde. Sie werden mit jeder Aufnahme gesendet und kosten etwas mehr.</translation>
    </message>
    <message>
        <source>For recordings from now on. What is written down already stays as it is.</source>
        <translation>Für Aufnahmen von jetzt an. Was schon aufgeschrieben ist, bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Key terms</source>
        <translation>Schlüsselbegriffe</translation>
    </message>
    <message>
        <source>Key terms, one a line</source>
        <translation>Schlüsselbegriffe, einer pro Zeile</translation>
    </message>
    <message>
        <source>Language and key terms</source>
        <translation>Sprache und Begriffe</translation>
    </message>
    <message>
        <source>Name the language where a recording came back empty or in the wrong one.</source>
        <translation>Nennen Sie die Sprache, wenn eine Aufnahme leer oder in der falschen zurückkam.</translation>
    </message>
    <message>
        <source>Names, products, abbreviations: one a line</source>
        <translation>Namen, Produkte, Abkürzungen: je eine Zeile</translation>
    </message>
    <message>
        <source>Spoken language</source>
        <translation>Gesprochene Sprache</translation>
    </message>
    <message>
        <source>Whichever is spoken, also several</source>
        <translation>Welche auch gesprochen wird, auch mehrere</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message numerus="yes">
        <source>%n recording(s) are being worked on.</source>
        <translation>
            <numerusform>%n Aufnahme wird gerade bearbeitet.</numerusform>
            <numerusform>%n Aufnahmen werden gerade bearbeitet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>Weiterarbeiten</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Quit Sextant?</source>
        <translation>Sextant beenden?</translation>
    </message>
    <message>
        <source>What has arrived is saved. Answers that are being written are kept as cut short, and “Continue” asks for them again.</source>
        <translation>Was angekommen ist, ist gespeichert. Antworten, die gerade geschrieben werden, bleiben als abgebrochen erhalten; „Fortsetzen“ fragt sie noch einmal.</translation>
    </message>
</context>
<context>
    <name>LibraryPane</name>
    <message numerus="yes">
        <source>%Ln recording(s)</source>
        <translation>
            <numerusform>%Ln Aufnahme</numerusform>
            <numerusform>%Ln Aufnahmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose video or audio files</source>
        <translation>Video- oder Audiodateien auswählen</translation>
    </message>
    <message>
        <source>Drop videos here</source>
        <translation>Videos hierher ziehen</translation>
    </message>
    <message numerus="yes">
        <source>Found in %n recording(s).</source>
        <translation>
            <numerusform>In %n Aufnahme gefunden.</numerusform>
            <numerusform>In %n Aufnahmen gefunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>No recording is of this kind.</source>
        <translation>Keine Aufnahme ist von dieser Art.</translation>
    </message>
    <message>
        <source>Nothing has these words: no name, no transcript, no answer.</source>
        <translation>Nirgends gefunden: in keinem Namen, keinem Transkript, keiner Antwort.</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Project menu</source>
        <translation>Projektmenü</translation>
    </message>
    <message>
        <source>Project {name}, menu</source>
        <translation>Projekt {name}, Menü</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search names, transcripts and analyses</source>
        <translation>Namen, Transkripte und Auswertungen durchsuchen</translation>
    </message>
    <message>
        <source>Search transcripts and analyses</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>Searching… {done} of {total}</source>
        <translation>Suche läuft&#xa0;… {done} von {total}</translation>
    </message>
    <message>
        <source>choose files…</source>
        <translation>Dateien auswählen&#xa0;…</translation>
    </message>
    <message>
        <source>or</source>
        <translation>oder</translation>
    </message>
</context>
<context>
    <name>LinkQuestion</name>
    <message>
        <source>A model wrote this link. It leads to {host}.</source>
        <translation>Diesen Link hat ein Modell geschrieben. Er führt zu {host}.</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Do not open</source>
        <translation>Nicht öffnen</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Open this page?</source>
        <translation>Diese Seite öffnen?</translation>
    </message>
</context>
<context>
    <name>MenuBar</name>
    <message>
        <source>&amp;About Sextant</source>
        <translation>Ü&amp;ber Sextant</translation>
    </message>
    <message>
        <source>&amp;Add recordings…</source>
        <translation>&amp;Aufnahmen hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Ask all questions again…</source>
        <translation>Alles noch einmal &amp;fragen&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>F&amp;ortsetzen</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Export all recordings</source>
        <translation>Alle Aufnahmen e&amp;xportieren</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;First steps…</source>
        <translation>&amp;Erste Schritte …</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keys…</source>
        <translation>&amp;Schlüssel&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Move this project…</source>
        <translation>Dieses Projekt &amp;verschieben&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>&amp;Neues Projekt&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Practise with the sample</source>
        <translation>Mit dem Beispiel &amp;üben</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Recent projects</source>
        <translation>Zu&amp;letzt geöffnete Projekte</translation>
    </message>
    <message>
        <source>&amp;Recording</source>
        <translation>Auf&amp;nahme</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Search everything</source>
        <translation>Alles &amp;durchsuchen</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Move to the &amp;trash…</source>
        <translation>In den Papier&amp;korb legen&#xa0;…</translation>
    </message>
    <message>
        <source>Open &amp;project…</source>
        <translation>Projekt ö&amp;ffnen&#xa0;…</translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation>&amp;Umbenennen&#xa0;…</translation>
    </message>
    <message>
        <source>Show in the &amp;file manager</source>
        <translation>Im &amp;Dateimanager zeigen</translation>
    </message>
    <message>
        <source>Show the project’s &amp;folder</source>
        <translation>&amp;Ordner des Projekts zeigen</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy technical details</source>
        <translation>Technische Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Message: {title}</source>
        <translation>Meldung: {title}</translation>
    </message>
    <message>
        <source>Show technical details</source>
        <translation>Technische Einzelheiten zeigen</translation>
    </message>
    <message>
        <source>Technical details</source>
        <translation>Technische Einzelheiten</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weitere</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelChooser</name>
    <message>
        <source>Another model for {title}</source>
        <translation>Anderes Modell für {title}</translation>
    </message>
    <message>
        <source>Ask this model</source>
        <translation>Dieses Modell fragen</translation>
    </message>
    <message>
        <source>Fetching the list of models…</source>
        <translation>Liste der Modelle wird geholt&#xa0;…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation>Nach Namen suchen</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>Modelle durchsuchen</translation>
    </message>
    <message>
        <source>The price is an estimate for this transcript. The answer so far stays on disk.</source>
        <translation>Der Preis ist eine Schätzung für dieses Transkript. Die bisherige Antwort bleibt auf der Festplatte.</translation>
    </message>
    <message>
        <source>There is no list of models here. Type the id of one.</source>
        <translation>Hier gibt es keine Liste der Modelle. Geben Sie die Kennung eines Modells ein.</translation>
    </message>
</context>
<context>
    <name>ModelsModel</name>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>This answer</source>
        <translation>Diese Antwort</translation>
    </message>
    <message>
        <source>free; may train on it</source>
        <translation>kostenlos; Training damit möglich</translation>
    </message>
    <message>
        <source>price unknown</source>
        <translation>Preis unbekannt</translation>
    </message>
    <message>
        <source>saved already</source>
        <translation>schon gespeichert</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message numerus="yes">
        <source>%n model(s) on offer.</source>
        <translation>
            <numerusform>%n Modell im Angebot.</numerusform>
            <numerusform>%n Modelle im Angebot.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add this id</source>
        <translation>Diese Kennung hinzufügen</translation>
    </message>
    <message>
        <source>Asked: {models}.</source>
        <translation>Gefragt werden: {models}.</translation>
    </message>
    <message>
        <source>At least one model is asked. Tick another one first.</source>
        <translation>Mindestens ein Modell wird gefragt. Wählen Sie zuerst ein anderes.</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>Neu holen</translation>
    </message>
    <message>
        <source>Fetch the list of models again</source>
        <translation>Liste der Modelle neu holen</translation>
    </message>
    <message>
        <source>Fetching the list of models…</source>
        <translation>Liste der Modelle wird geholt&#xa0;…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Search by name, or type an id</source>
        <translation>Nach Namen suchen oder Kennung eingeben</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>Modelle durchsuchen</translation>
    </message>
    <message>
        <source>The open project has models of its own (project.json): {models}.</source>
        <translation>Das geöffnete Projekt hat eigene Modelle (project.json): {models}.</translation>
    </message>
    <message>
        <source>There is no list: {why} {remedy}</source>
        <translation>Es gibt keine Liste: {why} {remedy}</translation>
    </message>
    <message>
        <source>This server has no list of models. Type their ids.</source>
        <translation>Dieser Server hat keine Liste der Modelle. Geben Sie ihre Kennungen ein.</translation>
    </message>
    <message>
        <source>Tick those that new recordings are asked. Recordings you have keep theirs.</source>
        <translation>Wählen Sie die Modelle für neue Aufnahmen. Vorhandene Aufnahmen behalten ihre.</translation>
    </message>
    <message>
        <source>offered until {date}</source>
        <translation>im Angebot bis {date}</translation>
    </message>
    <message>
        <source>the newest of its family, now {model}</source>
        <translation>das neueste seiner Familie, jetzt {model}</translation>
    </message>
    <message>
        <source>{asked} Not on offer now: {gone}.</source>
        <translation>{asked} Zurzeit nicht im Angebot: {gone}.</translation>
    </message>
    <message>
        <source>{model}
Free costs privacy: such providers may keep transcripts and train on them. It is not asked where “Privacy” allows only those that do not.</source>
        <translation>{model}
Kostenlos kostet Vertraulichkeit: Solche Anbieter dürfen Transkripte behalten und damit trainieren. Es wird nicht gefragt, wenn „Datenschutz“ nur Anbieter erlaubt, die das nicht tun.</translation>
    </message>
</context>
<context>
    <name>MomentPage</name>
    <message>
        <source>Choose a moment to see what each answer makes of it.</source>
        <translation>Wählen Sie eine Stelle, um zu sehen, was jede Antwort daraus macht.</translation>
    </message>
    <message>
        <source>The chosen moment</source>
        <translation>Die gewählte Stelle</translation>
    </message>
</context>
<context>
    <name>MomentsModel</name>
    <message>
        <source>Cited by {count} of {total}: {names}</source>
        <translation>Belegt durch {count} von {total}: {names}</translation>
    </message>
</context>
<context>
    <name>NetworkPage</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Also trusted: the certificates in {file}.</source>
        <translation>Ebenfalls vertraut: den Zertifikaten in {file}.</translation>
    </message>
    <message>
        <source>Asking whoever is there…</source>
        <translation>Es wird gefragt, wer dort ist&#xa0;…</translation>
    </message>
    <message>
        <source>Back to the usual address of {service}</source>
        <translation>Zurück zur üblichen Adresse von {service}</translation>
    </message>
    <message>
        <source>Leave the addresses as they are, unless you use Deepgram&apos;s servers in the EU (https://api.eu.deepgram.com), a server of your own, or an OpenAI-compatible one on this computer (Ollama, LM Studio, vLLM).</source>
        <translation>Lassen Sie die Adressen, wie sie sind, außer Sie verwenden Deepgrams Server in der EU (https://api.eu.deepgram.com), einen eigenen Server oder einen OpenAI-kompatiblen auf diesem Computer (Ollama, LM Studio, vLLM).</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Proxy and certificates</source>
        <translation>Proxy und Zertifikate</translation>
    </message>
    <message>
        <source>Sextant goes the way the system says, or HTTPS_PROXY and NO_PROXY where they are set, and trusts the certificates the system trusts and those in SSL_CERT_FILE. Nothing turns the checks off.</source>
        <translation>Sextant nimmt den Weg, den das System nennt, oder HTTPS_PROXY und NO_PROXY, wo sie gesetzt sind, und vertraut den Zertifikaten des Systems und denen in SSL_CERT_FILE. Nichts schaltet die Prüfung ab.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Test the address of {service}</source>
        <translation>Adresse von {service} prüfen</translation>
    </message>
    <message>
        <source>Usual address</source>
        <translation>Übliche Adresse</translation>
    </message>
    <message>
        <source>{service} is reached by the proxy {proxy}.</source>
        <translation>{service} wird über den Proxy {proxy} erreicht.</translation>
    </message>
    <message>
        <source>{service} is reached without a proxy.</source>
        <translation>{service} wird ohne Proxy erreicht.</translation>
    </message>
    <message>
        <source>✓ The service answers there, and the key works.</source>
        <translation>✓ Der Dienst antwortet dort, und der Schlüssel gilt.</translation>
    </message>
</context>
<context>
    <name>NewProjectDialog</name>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>A folder cannot have this name everywhere: leave out {signs}</source>
        <translation>Ein Ordner kann nicht überall so heißen: Lassen Sie {signs} weg</translation>
    </message>
    <message>
        <source>A project is a plain folder: move it, back it up, keep it in sync.</source>
        <translation>Ein Projekt ist ein gewöhnlicher Ordner: Sie können ihn verschieben, sichern und synchronisieren.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose the folder it lies in</source>
        <translation>Ordner auswählen, in dem es liegt</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen&#xa0;…</translation>
    </message>
    <message>
        <source>Client interviews</source>
        <translation>Kundeninterviews</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>In which folder should the project lie?</source>
        <translation>In welchem Ordner soll das Projekt liegen?</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>Start project</source>
        <translation>Projekt anlegen</translation>
    </message>
    <message>
        <source>There is something of this name already. “Open project” opens it.</source>
        <translation>Etwas mit diesem Namen gibt es schon. „Projekt öffnen“ öffnet es.</translation>
    </message>
</context>
<context>
    <name>NewerVersion</name>
    <message>
        <source>Asking…</source>
        <translation>Frage nach…</translation>
    </message>
    <message>
        <source>Check for a newer version</source>
        <translation>Nach einer neueren Version fragen</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>Ihre Seite öffnen</translation>
    </message>
    <message>
        <source>This is the newest version.</source>
        <translation>Dies ist die neueste Version.</translation>
    </message>
    <message>
        <source>Version {version} is offered at {address}</source>
        <translation>Version {version} wird angeboten unter {address}</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message numerus="yes">
        <source>%Ln more item(s) cannot be used.</source>
        <translation>
            <numerusform>%Ln weiteres Element kann nicht verwendet werden.</numerusform>
            <numerusform>%Ln weitere Elemente können nicht verwendet werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose anew what you had chosen.</source>
        <translation>Wählen Sie neu, was Sie gewählt hatten.</translation>
    </message>
    <message>
        <source>Continue, or start Sextant again; copy the details if it happens once more.</source>
        <translation>Setzen Sie die Arbeit fort oder starten Sie Sextant neu; kopieren Sie die Einzelheiten, falls es noch einmal geschieht.</translation>
    </message>
    <message>
        <source>Everything that had arrived is saved.</source>
        <translation>Alles, was angekommen war, ist gespeichert.</translation>
    </message>
    <message>
        <source>Everything that had arrived is saved; nothing was sent since.</source>
        <translation>Alles, was angekommen war, ist gespeichert; seither wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Go on where you were; if it happens again, copy the details for whoever looks after Sextant.</source>
        <translation>Machen Sie weiter, wo Sie waren; falls es wieder geschieht, kopieren Sie die Einzelheiten für die Betreuung von Sextant.</translation>
    </message>
    <message>
        <source>Open your project when you like. The next start is a usual one.</source>
        <translation>Öffnen Sie Ihr Projekt, wann Sie möchten. Der nächste Start ist wieder ein gewöhnlicher.</translation>
    </message>
    <message>
        <source>Sextant ended unexpectedly the last time.</source>
        <translation>Sextant wurde beim letzten Mal unerwartet beendet.</translation>
    </message>
    <message>
        <source>Something in Sextant itself went wrong.</source>
        <translation>In Sextant selbst ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>The file is kept as {name}. Keys and projects are untouched.</source>
        <translation>Die Datei liegt als {name} bereit. Schlüssel und Projekte sind unberührt.</translation>
    </message>
    <message>
        <source>The settings could not be read, so the usual ones are used.</source>
        <translation>Die Einstellungen konnten nicht gelesen werden; es gelten die üblichen.</translation>
    </message>
    <message>
        <source>This is a safe start: an empty project, and nothing runs.</source>
        <translation>Dies ist ein sicherer Start: ein leeres Projekt, und nichts läuft.</translation>
    </message>
    <message>
        <source>Your projects and your settings are untouched.</source>
        <translation>Ihre Projekte und Einstellungen sind unberührt.</translation>
    </message>
</context>
<context>
    <name>OffersModel</name>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>In / out</source>
        <translation>Ein / aus</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>One answer</source>
        <translation>Eine Antwort</translation>
    </message>
    <message>
        <source>One prompt about an hour of speech, as an estimate</source>
        <translation>Ein Prompt zu einer Stunde Gespräch, geschätzt</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>Erschienen</translation>
    </message>
    <message>
        <source>Tokens it can read at once. An hour of speech has about 15,000.</source>
        <translation>Tokens, die es auf einmal lesen kann. Eine Stunde Gespräch hat etwa 15.000.</translation>
    </message>
    <message>
        <source>US dollars per million tokens, read and written</source>
        <translation>US-Dollar je Million Tokens, gelesen und geschrieben</translation>
    </message>
    <message>
        <source>free</source>
        <translation>kostenlos</translation>
    </message>
    <message>
        <source>may train on it</source>
        <translation>trainiert evtl. damit</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>Onward</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Dateien auswählen&#xa0;…</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Leave it for now</source>
        <translation>Vorerst lassen</translation>
    </message>
    <message>
        <source>Skip this step</source>
        <translation>Diesen Schritt überspringen</translation>
    </message>
    <message>
        <source>⚠ The key for {services} is still missing: nothing can be sent.</source>
        <translation>⚠ Der Schlüssel für {services} fehlt noch: Gesendet werden kann nichts.</translation>
    </message>
    <message>
        <source>✓ All is ready. Drop a video anywhere into this window.</source>
        <translation>✓ Alles ist bereit. Lassen Sie ein Video irgendwo in dieses Fenster fallen.</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Locked: chosen by {who}.</source>
        <translation>Gesperrt: festgelegt durch {who}.</translation>
    </message>
    <message>
        <source>Set by the environment variable {variable}, for this run. What you chose yourself is kept for runs without it.</source>
        <translation>Für diesen Start durch die Umgebungsvariable {variable} festgelegt. Ihre eigene Wahl bleibt für Starts ohne sie erhalten.</translation>
    </message>
    <message>
        <source>whoever set up this computer</source>
        <translation>wer diesen Computer eingerichtet hat</translation>
    </message>
</context>
<context>
    <name>PlayerActions</name>
    <message>
        <source>Faster</source>
        <translation>Schneller</translation>
    </message>
    <message>
        <source>Five seconds back</source>
        <translation>Fünf Sekunden zurück</translation>
    </message>
    <message>
        <source>Five seconds forward</source>
        <translation>Fünf Sekunden vor</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Langsamer</translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>+5 s</source>
        <translation>+5 s</translation>
    </message>
    <message>
        <source>Agreement: taller where more analyses cite a moment</source>
        <translation>Übereinstimmung: je höher, desto mehr Auswertungen belegen die Stelle</translation>
    </message>
    <message>
        <source>At {second} of {length}</source>
        <translation>Bei {second} von {length}</translation>
    </message>
    <message>
        <source>Five seconds back</source>
        <translation>Fünf Sekunden zurück</translation>
    </message>
    <message>
        <source>Five seconds back (Alt+Left)</source>
        <translation>Fünf Sekunden zurück (Alt+Links)</translation>
    </message>
    <message>
        <source>Five seconds forward</source>
        <translation>Fünf Sekunden vor</translation>
    </message>
    <message>
        <source>Five seconds forward (Alt+Right)</source>
        <translation>Fünf Sekunden vor (Alt+Rechts)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Speed of the voices; their pitch stays</source>
        <translation>Sprechtempo; die Tonhöhe bleibt gleich</translation>
    </message>
    <message>
        <source>Speed: {speed}</source>
        <translation>Tempo: {speed}</translation>
    </message>
    <message>
        <source>There is no audio to play yet.</source>
        <translation>Noch gibt es keinen Ton zum Abspielen.</translation>
    </message>
    <message>
        <source>{action} (space bar)</source>
        <translation>{action} (Leertaste)</translation>
    </message>
    <message>
        <source>−5 s</source>
        <translation>−5 s</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Ask at each start whether there is a newer version</source>
        <translation>Bei jedem Start fragen, ob es eine neuere Version gibt</translation>
    </message>
    <message>
        <source>Asks for the number of the newest version and tells nothing about you or this computer; whoever answers sees your internet address, as every web page does. Nothing is downloaded.</source>
        <translation>Fragt nach der Nummer der neuesten Version und sagt nichts über Sie oder diesen Computer; wer antwortet, sieht Ihre Internetadresse, wie jede Webseite. Heruntergeladen wird nichts.</translation>
    </message>
    <message>
        <source>Card numbers and their dates</source>
        <translation>Kartennummern und ihre Daten</translation>
    </message>
    <message>
        <source>Deepgram</source>
        <translation>Deepgram</translation>
    </message>
    <message>
        <source>Deepgram writes a mark such as [CREDIT_CARD_1] in place of what it recognises, so models never see it. Deepgram itself still hears all of the audio, which also stays in your folder. It may miss some, and it costs a little more.</source>
        <translation>Deepgram schreibt ein Zeichen wie [CREDIT_CARD_1] an die Stelle dessen, was es erkennt; Modelle sehen es nie. Deepgram selbst hört weiterhin den ganzen Ton, der auch in Ihrem Ordner bleibt. Einiges kann ihm entgehen, und es kostet etwas mehr.</translation>
    </message>
    <message>
        <source>Do not let Deepgram improve its models with my recordings</source>
        <translation>Deepgram darf seine Modelle nicht mit meinen Aufnahmen verbessern</translation>
    </message>
    <message>
        <source>Leaves out providers that store what they get. No free model can be asked then; a model with no provider left says so, and the others go on.</source>
        <translation>Lässt Anbieter aus, die speichern, was sie bekommen. Kostenlose Modelle können dann nicht gefragt werden; ein Modell ohne Anbieter sagt es, und die anderen machen weiter.</translation>
    </message>
    <message>
        <source>Left out of the transcript</source>
        <translation>Im Transkript weggelassen</translation>
    </message>
    <message>
        <source>Names, addresses, telephone numbers and the like</source>
        <translation>Namen, Adressen, Telefonnummern und Ähnliches</translation>
    </message>
    <message>
        <source>New versions</source>
        <translation>Neue Versionen</translation>
    </message>
    <message>
        <source>Only providers that do not keep or train on transcripts</source>
        <translation>Nur Anbieter, die Transkripte weder behalten noch damit trainieren</translation>
    </message>
    <message>
        <source>Only providers that promise to keep nothing at all</source>
        <translation>Nur Anbieter, die zusagen, gar nichts zu behalten</translation>
    </message>
    <message>
        <source>OpenRouter</source>
        <translation>OpenRouter</translation>
    </message>
    <message>
        <source>Other numbers that identify somebody</source>
        <translation>Andere Nummern, die jemanden erkennen lassen</translation>
    </message>
    <message>
        <source>Otherwise Deepgram keeps audio and transcript to improve its models. With this, it keeps them only while it works, and its price is higher: up to double.</source>
        <translation>Sonst behält Deepgram Ton und Transkript, um seine Modelle zu verbessern. So behält es sie nur, solange es arbeitet, und der Preis ist höher: bis zum Doppelten.</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>The audio goes to Deepgram, the transcript to OpenRouter and from there to the models you chose. Videos never leave this computer, and Sextant reports to nobody.</source>
        <translation>Der Ton geht an Deepgram, das Transkript an OpenRouter und von dort an die gewählten Modelle. Videos verlassen diesen Computer nie, und Sextant berichtet niemandem.</translation>
    </message>
    <message>
        <source>This address is asked: {address}</source>
        <translation>Gefragt wird diese Adresse: {address}</translation>
    </message>
    <message>
        <source>Whoever made this copy of Sextant has not said where new versions are announced, so nobody is asked.</source>
        <translation>Wer diese Kopie von Sextant erstellt hat, hat nicht angegeben, wo neue Versionen angekündigt werden; deshalb wird niemand gefragt.</translation>
    </message>
    <message>
        <source>Zero data retention, by contract with OpenRouter. Fewer providers, so some models may be slower, dearer or not offered.</source>
        <translation>Keine Speicherung, vertraglich mit OpenRouter vereinbart. Weniger Anbieter, daher können manche Modelle langsamer, teurer oder nicht verfügbar sein.</translation>
    </message>
</context>
<context>
    <name>ProjectExport</name>
    <message numerus="yes">
        <source>%n could not be exported.</source>
        <translation>
            <numerusform>%n konnte nicht exportiert werden.</numerusform>
            <numerusform>%n konnten nicht exportiert werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written.</source>
        <translation>
            <numerusform>%n Datei geschrieben.</numerusform>
            <numerusform>%n Dateien geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export all recordings into which folder?</source>
        <translation>In welchen Ordner sollen alle Aufnahmen exportiert werden?</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>{title} (.{ending})…</source>
        <translation>{title} (.{ending})&#xa0;…</translation>
    </message>
</context>
<context>
    <name>Projects</name>
    <message numerus="yes">
        <source>%n recording(s) of this one are being worked on.</source>
        <translation>
            <numerusform>%n Aufnahme dieses Projekts wird gerade bearbeitet.</numerusform>
            <numerusform>%n Aufnahmen dieses Projekts werden gerade bearbeitet.</numerusform>
        </translation>
    </message>
    <message>
        <source>A file “project.json” and a folder of prompts would be added to it. What is in it already stays as it is.</source>
        <translation>Eine Datei „project.json“ und ein Ordner mit Prompts kämen hinzu. Was schon darin ist, bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Move the project into which folder?</source>
        <translation>In welchen Ordner soll das Projekt verschoben werden?</translation>
    </message>
    <message>
        <source>Not while recordings are being worked on</source>
        <translation>Nicht, solange Aufnahmen bearbeitet werden</translation>
    </message>
    <message>
        <source>Open a project: choose its folder</source>
        <translation>Projekt öffnen: Wählen Sie seinen Ordner</translation>
    </message>
    <message>
        <source>Open another project?</source>
        <translation>Anderes Projekt öffnen?</translation>
    </message>
    <message>
        <source>Start a project here</source>
        <translation>Hier ein Projekt anlegen</translation>
    </message>
    <message>
        <source>Start a project here?</source>
        <translation>Hier ein Projekt anlegen?</translation>
    </message>
    <message>
        <source>Stop and open</source>
        <translation>Anhalten und öffnen</translation>
    </message>
    <message>
        <source>The work is stopped and what has arrived is saved. When you come back, “Continue” asks only for what is missing.</source>
        <translation>Die Arbeit wird angehalten; was angekommen ist, ist gespeichert. Wenn Sie zurückkehren, fragt „Fortsetzen“ nur nach dem, was fehlt.</translation>
    </message>
    <message>
        <source>“{name}” is not a Sextant project yet.</source>
        <translation>„{name}“ ist noch kein Sextant-Projekt.</translation>
    </message>
</context>
<context>
    <name>PromptEditor</name>
    <message>
        <source>Comes with the program and stays as it is. Duplicate it to edit.</source>
        <translation>Gehört zum Programm und bleibt, wie er ist. Duplizieren Sie ihn, um ihn zu bearbeiten.</translation>
    </message>
    <message numerus="yes">
        <source>It is longer than %n character(s).</source>
        <translation>
            <numerusform>Er ist länger als %n Zeichen.</numerusform>
            <numerusform>Er ist länger als %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>It needs a title.</source>
        <translation>Er braucht einen Titel.</translation>
    </message>
    <message>
        <source>It says nothing.</source>
        <translation>Er sagt nichts.</translation>
    </message>
    <message>
        <source>Not saved yet. The text so far is kept among the earlier ones.</source>
        <translation>Noch nicht gespeichert. Der bisherige Text bleibt unter den früheren erhalten.</translation>
    </message>
    <message>
        <source>Open a recording to see its transcript in front of this.</source>
        <translation>Öffnen Sie eine Aufnahme, um ihr Transkript davor zu sehen.</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Replaced by facts of each recording: {names}</source>
        <translation>Wird durch Angaben zur Aufnahme ersetzt: {names}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the prompt</source>
        <translation>Prompt speichern</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>What a model would get</source>
        <translation>Was ein Modell bekäme</translation>
    </message>
    <message>
        <source>What it asks, in a line</source>
        <translation>Was er fragt, in einer Zeile</translation>
    </message>
    <message>
        <source>What the models are told</source>
        <translation>Was den Modellen gesagt wird</translation>
    </message>
    <message>
        <source>{{{{{name}}}}} stands for nothing. Did you mean {{{{{close}}}}}?</source>
        <translation>{{{{{name}}}}} steht für nichts. Meinten Sie {{{{{close}}}}}?</translation>
    </message>
    <message>
        <source>{{{{{name}}}}} stands for nothing; models would read it as it is.</source>
        <translation>{{{{{name}}}}} steht für nichts; Modelle würden es so lesen, wie es dasteht.</translation>
    </message>
    <message numerus="yes">
        <source>… %n more line(s) of “{recording}” …</source>
        <translation>
            <numerusform>… %n weitere Zeile von „{recording}“ …</numerusform>
            <numerusform>… %n weitere Zeilen von „{recording}“ …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromptsPage</name>
    <message>
        <source>At least one prompt is asked. Tick another one first.</source>
        <translation>Mindestens ein Prompt wird gestellt. Wählen Sie zuerst einen anderen.</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Duplicate the prompt</source>
        <translation>Prompt duplizieren</translation>
    </message>
    <message>
        <source>Earlier texts</source>
        <translation>Frühere Texte</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>New prompt</source>
        <translation>Neuer Prompt</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Prompts</translation>
    </message>
    <message>
        <source>Say what the models are to do with the transcript.</source>
        <translation>Sagen Sie, was die Modelle mit dem Transkript tun sollen.</translation>
    </message>
    <message>
        <source>Ticked prompts are asked of new recordings in this project, each of every model. An edited text makes new answers; the old ones stay beside them.</source>
        <translation>Gewählte Prompts werden zu neuen Aufnahmen dieses Projekts gestellt, jeder an jedes Modell. Ein geänderter Text führt zu neuen Antworten; die alten bleiben daneben stehen.</translation>
    </message>
    <message>
        <source>Write a new prompt</source>
        <translation>Neuen Prompt schreiben</translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation>{title} (Kopie)</translation>
    </message>
</context>
<context>
    <name>RecordingDeeds</name>
    <message numerus="yes">
        <source>%n answer(s) will be asked for again, and paid for again.</source>
        <translation>
            <numerusform>%n Antwort wird noch einmal erfragt und noch einmal bezahlt.</numerusform>
            <numerusform>%n Antworten werden noch einmal erfragt und noch einmal bezahlt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) go to the trash.</source>
        <translation>
            <numerusform>%n Aufnahme kommt in den Papierkorb.</numerusform>
            <numerusform>%n Aufnahmen kommen in den Papierkorb.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>Ask again?</source>
        <translation>Noch einmal fragen?</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>In den Papierkorb legen</translation>
    </message>
    <message>
        <source>Move to the trash?</source>
        <translation>In den Papierkorb legen?</translation>
    </message>
    <message>
        <source>The answers that are there now are replaced as the new ones arrive. Audio and transcript are kept and cost nothing.</source>
        <translation>Die jetzigen Antworten werden ersetzt, sobald die neuen ankommen. Ton und Transkript bleiben erhalten und kosten nichts.</translation>
    </message>
    <message>
        <source>With audio, transcript and answers. Your own video is not touched, and “Undo” brings the recording back for as long as the trash keeps it.</source>
        <translation>Mit Ton, Transkript und Antworten. Ihr eigenes Video bleibt unberührt, und „Rückgängig“ holt die Aufnahme zurück, solange sie im Papierkorb liegt.</translation>
    </message>
    <message>
        <source>“{name}” goes to the trash.</source>
        <translation>„{name}“ kommt in den Papierkorb.</translation>
    </message>
</context>
<context>
    <name>RecordingDelegate</name>
    <message>
        <source>Name of the recording</source>
        <translation>Name der Aufnahme</translation>
    </message>
</context>
<context>
    <name>RecordingHeader</name>
    <message numerus="yes">
        <source>%Ln speaker(s)</source>
        <translation>
            <numerusform>%Ln Sprecher</numerusform>
            <numerusform>%Ln Sprecher</numerusform>
        </translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Continue this recording</source>
        <translation>Diese Aufnahme fortsetzen</translation>
    </message>
    <message>
        <source>Deepgram: {cost}, from its list prices; it reports none itself</source>
        <translation>Deepgram: {cost} nach Listenpreis; einen Betrag meldet es selbst nicht</translation>
    </message>
    <message>
        <source>OpenRouter: {cost}, as reported by it</source>
        <translation>OpenRouter: {cost}, wie dort gemeldet</translation>
    </message>
    <message>
        <source>Practice: extracts made on this computer, not AI</source>
        <translation>Übung: Auszüge von diesem Computer, keine KI</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop the work on this recording</source>
        <translation>Arbeit an dieser Aufnahme anhalten</translation>
    </message>
</context>
<context>
    <name>RecordingPage</name>
    <message>
        <source>The transcript appears here as soon as it has arrived.</source>
        <translation>Das Transkript erscheint hier, sobald es angekommen ist.</translation>
    </message>
</context>
<context>
    <name>RecordingsList</name>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
</context>
<context>
    <name>Sending</name>
    <message numerus="yes">
        <source>%n recordings are here already: nothing is sent</source>
        <translation>
            <numerusform>%n Aufnahme ist schon da: nichts wird gesendet</numerusform>
            <numerusform>%n Aufnahmen sind schon da: nichts wird gesendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recordings have begun</source>
        <translation>
            <numerusform>%n Aufnahme hat begonnen</numerusform>
            <numerusform>%n Aufnahmen haben begonnen</numerusform>
        </translation>
    </message>
    <message>
        <source>Cost unknown</source>
        <translation>Kosten unbekannt</translation>
    </message>
    <message>
        <source>It is long for one of the models.</source>
        <translation>Für eines der Modelle ist es lang.</translation>
    </message>
    <message>
        <source>It may cost more than {limit}; the limit is in the settings.</source>
        <translation>Es könnte mehr als {limit} kosten; die Grenze steht in den Einstellungen.</translation>
    </message>
    <message>
        <source>Of a part of it nobody knows the cost.</source>
        <translation>Von einem Teil kennt niemand die Kosten.</translation>
    </message>
    <message>
        <source>The list of prices cannot be had, so the cost is unknown. {why}</source>
        <translation>Die Preisliste ist nicht zu bekommen, daher sind die Kosten unbekannt. {why}</translation>
    </message>
    <message>
        <source>about {cost}</source>
        <translation>etwa {cost}</translation>
    </message>
    <message>
        <source>about {low} to {high}</source>
        <translation>etwa {low} bis {high}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>saved already</source>
        <translation>schon gespeichert</translation>
    </message>
    <message>
        <source>sent: the audio and the transcript, never the video</source>
        <translation>gesendet: der Ton und das Transkript, nie das Video</translation>
    </message>
    <message>
        <source>sent: the transcript, never the video</source>
        <translation>gesendet: das Transkript, nie das Video</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>{length}, {cost}, and a part unknown</source>
        <translation>{length}, {cost}, ein Teil unbekannt</translation>
    </message>
    <message>
        <source>{length}, {cost}, both services together</source>
        <translation>{length}, {cost}, beide Dienste zusammen</translation>
    </message>
    <message>
        <source>“{name}” has begun</source>
        <translation>„{name}“ hat begonnen</translation>
    </message>
    <message>
        <source>“{name}” is here already: nothing is sent</source>
        <translation>„{name}“ ist schon da: nichts wird gesendet</translation>
    </message>
</context>
<context>
    <name>SendingBar</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this line</source>
        <translation>Diese Zeile schließen</translation>
    </message>
</context>
<context>
    <name>SendingQuestion</name>
    <message>
        <source>Before sending</source>
        <translation>Vor dem Senden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>May be too long for {models}. Nothing is ever cut: what does not fit is not asked, and you choose another model for it, or leave it.</source>
        <translation>Vielleicht zu lang für {models}. Gekürzt wird nie: Was nicht passt, wird nicht gefragt; Sie wählen dafür ein anderes Modell oder lassen es.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message numerus="yes">
        <source>Send %n recording(s)?</source>
        <translation>
            <numerusform>%n Aufnahme senden?</numerusform>
            <numerusform>%n Aufnahmen senden?</numerusform>
        </translation>
    </message>
    <message>
        <source>The audio goes to Deepgram, the transcript to OpenRouter and the models. The videos stay here. What is saved already is not sent or paid again.</source>
        <translation>Der Ton geht an Deepgram, das Transkript an OpenRouter und die Modelle. Die Videos bleiben hier. Was schon gespeichert ist, wird nicht noch einmal gesendet oder bezahlt.</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>Add credit to the account, then continue.</source>
        <translation>Laden Sie das Konto auf und setzen Sie dann fort.</translation>
    </message>
    <message>
        <source>Add it under Keys, or try practice mode, which needs none.</source>
        <translation>Fügen Sie ihn unter „Schlüssel“ hinzu oder probieren Sie den Übungsmodus, der keinen braucht.</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>Arabisch</translation>
    </message>
    <message>
        <source>Ask again for a whole answer.</source>
        <translation>Fragen Sie noch einmal, um eine vollständige Antwort zu bekommen.</translation>
    </message>
    <message>
        <source>Ask again, or use another model.</source>
        <translation>Fragen Sie noch einmal oder verwenden Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>Ask again, which allows twice the length, or use another model for this answer.</source>
        <translation>Fragen Sie noch einmal, dann ist die doppelte Länge erlaubt, oder verwenden Sie für diese Antwort ein anderes Modell.</translation>
    </message>
    <message>
        <source>Ask again: it may then be twice as long.</source>
        <translation>Fragen Sie noch einmal: Dann darf sie doppelt so lang sein.</translation>
    </message>
    <message>
        <source>Ask whoever gave you Sextant for a new one.</source>
        <translation>Bitten Sie die Stelle, von der Sie Sextant haben, um eine neue.</translation>
    </message>
    <message>
        <source>Bangla</source>
        <translation>Bengalisch</translation>
    </message>
    <message>
        <source>Belarusian</source>
        <translation>Belarussisch</translation>
    </message>
    <message>
        <source>Bosnian</source>
        <translation>Bosnisch</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>Kurzbericht</translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation>Bulgarisch</translation>
    </message>
    <message>
        <source>Catalan</source>
        <translation>Katalanisch</translation>
    </message>
    <message>
        <source>Check in a media player that it has sound; export it again with audio.</source>
        <translation>Prüfen Sie in einem Mediaplayer, ob sie Ton hat; exportieren Sie sie noch einmal mit Ton.</translation>
    </message>
    <message>
        <source>Check its permissions, or choose a project in your own folder.</source>
        <translation>Prüfen Sie die Zugriffsrechte oder wählen Sie ein Projekt in Ihrem eigenen Ordner.</translation>
    </message>
    <message>
        <source>Check its permissions, or copy it to your own folder.</source>
        <translation>Prüfen Sie die Zugriffsrechte oder kopieren Sie die Datei in Ihren eigenen Ordner.</translation>
    </message>
    <message>
        <source>Check that it plays in a media player; copy the details if it does.</source>
        <translation>Prüfen Sie, ob ein Mediaplayer sie abspielt; falls ja, kopieren Sie die Einzelheiten.</translation>
    </message>
    <message>
        <source>Check that it plays in a media player; try exporting it again.</source>
        <translation>Prüfen Sie, ob ein Mediaplayer sie abspielt; exportieren Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Check that its disk is connected and that the path names a folder, then try again.</source>
        <translation>Prüfen Sie, ob das Laufwerk verbunden ist und der Pfad zu einem Ordner führt; versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Check that its drive or share is connected, then try again.</source>
        <translation>Prüfen Sie, ob das Laufwerk oder die Freigabe verbunden ist; versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Check that the right language and audio track are chosen, then transcribe again.</source>
        <translation>Prüfen Sie, ob Sprache und Tonspur richtig gewählt sind; transkribieren Sie dann noch einmal.</translation>
    </message>
    <message>
        <source>Check the internet connection or the proxy, then continue.</source>
        <translation>Prüfen Sie die Internetverbindung oder den Proxy und setzen Sie dann fort.</translation>
    </message>
    <message>
        <source>Check the settings; copy the details if they look right.</source>
        <translation>Prüfen Sie die Einstellungen; wenn sie richtig aussehen, kopieren Sie die Einzelheiten.</translation>
    </message>
    <message>
        <source>Check under Keys that it is complete and still valid.</source>
        <translation>Prüfen Sie unter „Schlüssel“, ob er vollständig und noch gültig ist.</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Chinesisch</translation>
    </message>
    <message>
        <source>Choose a folder outside of it that holds nothing of this name.</source>
        <translation>Wählen Sie einen Ordner außerhalb davon, der nichts mit diesem Namen enthält.</translation>
    </message>
    <message>
        <source>Choose a folder that holds a project.json, or start a new project.</source>
        <translation>Wählen Sie einen Ordner, der eine project.json enthält, oder legen Sie ein neues Projekt an.</translation>
    </message>
    <message>
        <source>Choose a folder that holds video or audio files.</source>
        <translation>Wählen Sie einen Ordner, der Video- oder Audiodateien enthält.</translation>
    </message>
    <message>
        <source>Choose a model with a larger context for this answer.</source>
        <translation>Wählen Sie für diese Antwort ein Modell mit größerem Kontext.</translation>
    </message>
    <message>
        <source>Choose another language, or automatic.</source>
        <translation>Wählen Sie eine andere Sprache oder die automatische Erkennung.</translation>
    </message>
    <message>
        <source>Choose another model for this answer.</source>
        <translation>Wählen Sie für diese Antwort ein anderes Modell.</translation>
    </message>
    <message>
        <source>Choose another model, or allow more in the privacy settings.</source>
        <translation>Wählen Sie ein anderes Modell oder erlauben Sie mehr in den Einstellungen zum Datenschutz.</translation>
    </message>
    <message>
        <source>Choose the recording itself; open it in a media player first to make sure it plays.</source>
        <translation>Wählen Sie die Aufnahme selbst; öffnen Sie sie zuerst in einem Mediaplayer, um sicher zu sein, dass sie läuft.</translation>
    </message>
    <message>
        <source>Connect loudspeakers or headphones, then press play again.</source>
        <translation>Schließen Sie Lautsprecher oder Kopfhörer an und drücken Sie dann noch einmal auf Abspielen.</translation>
    </message>
    <message>
        <source>Continue later; finished steps are not repeated.</source>
        <translation>Setzen Sie später fort; erledigte Schritte werden nicht wiederholt.</translation>
    </message>
    <message>
        <source>Continue to send it again; that is not done without you, as it costs again.</source>
        <translation>Mit „Fortsetzen“ wird sie noch einmal gesendet; ohne Sie geschieht das nicht, denn es kostet noch einmal.</translation>
    </message>
    <message>
        <source>Continue when the connection is better; an upload begins anew each time.</source>
        <translation>Setzen Sie fort, wenn die Verbindung besser ist; ein Upload beginnt jedes Mal von vorn.</translation>
    </message>
    <message>
        <source>Copy it again from its source, or repair it with the recorder&apos;s own program.</source>
        <translation>Kopieren Sie sie noch einmal von der Quelle oder reparieren Sie sie mit dem Programm des Aufnahmegeräts.</translation>
    </message>
    <message>
        <source>Correct it in the settings, or in the variable that names it.</source>
        <translation>Berichtigen Sie sie in den Einstellungen oder in der Variablen, die sie nennt.</translation>
    </message>
    <message>
        <source>Correct the file, or choose another prompt.</source>
        <translation>Berichtigen Sie die Datei oder wählen Sie einen anderen Prompt.</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation>Kroatisch</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>Tschechisch</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>Dänisch</translation>
    </message>
    <message>
        <source>Download or export the recording itself and use that file.</source>
        <translation>Laden oder exportieren Sie die Aufnahme selbst und verwenden Sie diese Datei.</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>Niederländisch</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation>Estnisch</translation>
    </message>
    <message>
        <source>Everything else works.</source>
        <translation>Alles andere funktioniert.</translation>
    </message>
    <message>
        <source>Everything that had arrived is saved.</source>
        <translation>Alles, was angekommen war, ist gespeichert.</translation>
    </message>
    <message>
        <source>Filipino</source>
        <translation>Filipino</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>Finnisch</translation>
    </message>
    <message>
        <source>Free some room, then continue; finished steps are not repeated.</source>
        <translation>Schaffen Sie Platz und setzen Sie dann fort; erledigte Schritte werden nicht wiederholt.</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Französisch</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>Griechisch</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>Hebräisch</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>Hindi</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>Ungarisch</translation>
    </message>
    <message>
        <source>If your company inspects connections, its root certificate must be in this system&apos;s store, or in the file that SSL_CERT_FILE names. Check this computer&apos;s date, too.</source>
        <translation>Falls Ihre Firma Verbindungen prüft, muss ihr Stammzertifikat im Speicher dieses Systems liegen oder in der Datei, die SSL_CERT_FILE nennt. Prüfen Sie auch das Datum dieses Computers.</translation>
    </message>
    <message>
        <source>Indonesian</source>
        <translation>Indonesisch</translation>
    </message>
    <message>
        <source>Install Sextant again; a virus scanner may have removed the tool.</source>
        <translation>Installieren Sie Sextant neu; vielleicht hat ein Virenscanner das Werkzeug entfernt.</translation>
    </message>
    <message>
        <source>Install Sextant again; its speech recogniser may be missing.</source>
        <translation>Installieren Sie Sextant neu; vielleicht fehlt die Spracherkennung.</translation>
    </message>
    <message>
        <source>It can be read here and was not changed.</source>
        <translation>Es kann hier gelesen werden und wurde nicht verändert.</translation>
    </message>
    <message>
        <source>It is where it was, and Sextant deletes nothing by itself.</source>
        <translation>Sie liegt, wo sie war, und Sextant löscht nichts von sich aus.</translation>
    </message>
    <message>
        <source>It may not have been copied completely. Copy it again from its source.</source>
        <translation>Vielleicht wurde sie nicht vollständig kopiert. Kopieren Sie sie noch einmal von der Quelle.</translation>
    </message>
    <message>
        <source>It was left as it is.</source>
        <translation>Sie wurde gelassen, wie sie ist.</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>Italienisch</translation>
    </message>
    <message>
        <source>JSON for other programs</source>
        <translation>JSON für andere Programme</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japanisch</translation>
    </message>
    <message>
        <source>Kannada</source>
        <translation>Kannada</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>Koreanisch</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>Lettisch</translation>
    </message>
    <message>
        <source>Let them finish first, or choose two or more of those that are there.</source>
        <translation>Lassen Sie sie erst fertig werden oder wählen Sie zwei oder mehr von denen, die da sind.</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>Litauisch</translation>
    </message>
    <message>
        <source>Macedonian</source>
        <translation>Mazedonisch</translation>
    </message>
    <message>
        <source>Make a key with more rights, or ask whoever manages the account.</source>
        <translation>Erstellen Sie einen Schlüssel mit mehr Rechten oder fragen Sie, wer das Konto verwaltet.</translation>
    </message>
    <message>
        <source>Malay</source>
        <translation>Malaiisch</translation>
    </message>
    <message>
        <source>Marathi</source>
        <translation>Marathi</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Name an HTTP proxy in HTTPS_PROXY, as in http://proxy:8080.</source>
        <translation>Nennen Sie in HTTPS_PROXY einen HTTP-Proxy, etwa http://proxy:8080.</translation>
    </message>
    <message>
        <source>No key was written to any file.</source>
        <translation>Es wurde kein Schlüssel in eine Datei geschrieben.</translation>
    </message>
    <message>
        <source>No other model was asked in its place.</source>
        <translation>Es wurde kein anderes Modell an seiner Stelle gefragt.</translation>
    </message>
    <message>
        <source>No provider of {model} meets the privacy settings.</source>
        <translation>Kein Anbieter von {model} erfüllt die Einstellungen zum Datenschutz.</translation>
    </message>
    <message>
        <source>No sound device was found, so nothing can be heard.</source>
        <translation>Es wurde kein Audiogerät gefunden, deshalb ist nichts zu hören.</translation>
    </message>
    <message>
        <source>No speech was recognised.</source>
        <translation>Es wurde keine Sprache erkannt.</translation>
    </message>
    <message>
        <source>Norwegian Bokmål</source>
        <translation>Norwegisch</translation>
    </message>
    <message>
        <source>Not all answers are finished yet; {missing} to go.</source>
        <translation>Noch sind nicht alle Antworten fertig; es fehlen {missing}.</translation>
    </message>
    <message>
        <source>Nothing in it was changed.</source>
        <translation>Darin wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Nothing past the limit was sent; what is finished is saved.</source>
        <translation>Über die Grenze hinaus wurde nichts gesendet; was fertig ist, ist gespeichert.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Nothing was charged.</source>
        <translation>Es wurde nichts berechnet.</translation>
    </message>
    <message>
        <source>Nothing was cut and nothing was charged for it.</source>
        <translation>Es wurde nichts gekürzt und nichts berechnet.</translation>
    </message>
    <message>
        <source>Nothing was done.</source>
        <translation>Es wurde nichts getan.</translation>
    </message>
    <message>
        <source>Nothing was sent twice.</source>
        <translation>Es wurde nichts doppelt gesendet.</translation>
    </message>
    <message>
        <source>Nothing was sent, and your file is untouched.</source>
        <translation>Es wurde nichts gesendet, und Ihre Datei ist unberührt.</translation>
    </message>
    <message>
        <source>Nothing was sent, neither the key nor the recording.</source>
        <translation>Es wurde nichts gesendet, weder der Schlüssel noch die Aufnahme.</translation>
    </message>
    <message>
        <source>Only a part of {service}&apos;s answer arrived.</source>
        <translation>Von der Antwort von {service} ist nur ein Teil angekommen.</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>Persisch</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>Polnisch</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>Portugiesisch</translation>
    </message>
    <message>
        <source>Practice mode could not be started.</source>
        <translation>Der Übungsmodus konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>Put the first one back, or drop it in from where it is now. Another file becomes a recording of its own when it is dropped in.</source>
        <translation>Legen Sie die erste zurück, oder ziehen Sie sie von dort herein, wo sie jetzt liegt. Eine andere Datei wird zu einer eigenen Aufnahme, wenn sie hereingezogen wird.</translation>
    </message>
    <message>
        <source>REFI-QDA project for MAXQDA, ATLAS.ti, NVivo</source>
        <translation>REFI-QDA-Projekt für MAXQDA, ATLAS.ti, NVivo</translation>
    </message>
    <message>
        <source>Raise it in the settings under Spending and continue, or continue next month.</source>
        <translation>Heben Sie sie in den Einstellungen unter „Ausgaben“ an und fahren Sie fort, oder fahren Sie im nächsten Monat fort.</translation>
    </message>
    <message>
        <source>Raise the limit and continue, or choose fewer or cheaper models.</source>
        <translation>Erhöhen Sie die Grenze und setzen Sie fort, oder wählen Sie weniger oder günstigere Modelle.</translation>
    </message>
    <message>
        <source>Report as a PDF</source>
        <translation>Bericht als PDF</translation>
    </message>
    <message>
        <source>Report as a web page</source>
        <translation>Bericht als Webseite</translation>
    </message>
    <message>
        <source>Restore it from a backup, or move it away and continue.</source>
        <translation>Stellen Sie sie aus einer Sicherung wieder her, oder legen Sie sie beiseite und setzen Sie fort.</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>Rumänisch</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>Russisch</translation>
    </message>
    <message>
        <source>See in the recording&apos;s folder whether another program plays it.</source>
        <translation>Sehen Sie im Ordner der Aufnahme nach, ob ein anderes Programm sie abspielt.</translation>
    </message>
    <message>
        <source>See sextant --help.</source>
        <translation>Siehe sextant --help.</translation>
    </message>
    <message>
        <source>See sextant list for the names.</source>
        <translation>Die Namen zeigt sextant list.</translation>
    </message>
    <message>
        <source>Serbian</source>
        <translation>Serbisch</translation>
    </message>
    <message>
        <source>Show it in the file manager and remove it there.</source>
        <translation>Zeigen Sie sie im Dateimanager und entfernen Sie sie dort.</translation>
    </message>
    <message>
        <source>Sign in to the network in a browser, or check the proxy, then continue.</source>
        <translation>Melden Sie sich in einem Browser am Netz an oder prüfen Sie den Proxy, und setzen Sie dann fort.</translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation>Slowakisch</translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation>Slowenisch</translation>
    </message>
    <message>
        <source>Something between this computer and {service} answered in its place.</source>
        <translation>Etwas zwischen diesem Computer und {service} hat an dessen Stelle geantwortet.</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>Etwas ist schiefgegangen.</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Spanisch</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>Speaker {number}</source>
        <translation>Sprecher {number}</translation>
    </message>
    <message>
        <source>Split the recording into shorter parts.</source>
        <translation>Teilen Sie die Aufnahme in kürzere Teile.</translation>
    </message>
    <message>
        <source>Subtitles (SubRip)</source>
        <translation>Untertitel (SubRip)</translation>
    </message>
    <message>
        <source>Subtitles (WebVTT)</source>
        <translation>Untertitel (WebVTT)</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>Schwedisch</translation>
    </message>
    <message>
        <source>Table of moments and quotations</source>
        <translation>Tabelle der Stellen und Zitate</translation>
    </message>
    <message>
        <source>Tamil</source>
        <translation>Tamil</translation>
    </message>
    <message>
        <source>Telugu</source>
        <translation>Telugu</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>Thai</translation>
    </message>
    <message>
        <source>The address set for {service} cannot be used: {why}</source>
        <translation>Die für {service} eingestellte Adresse ist nicht verwendbar: {why}</translation>
    </message>
    <message>
        <source>The address set for {service} is not protected: anybody between could read along.</source>
        <translation>Die für {service} eingestellte Adresse ist nicht geschützt: Unterwegs könnte jeder mitlesen.</translation>
    </message>
    <message>
        <source>The answer of {service} arrived incomplete.</source>
        <translation>Die Antwort von {service} kam unvollständig an.</translation>
    </message>
    <message>
        <source>The answer was cut short: it reached the length allowed.</source>
        <translation>Die Antwort wurde abgebrochen: Sie hat die erlaubte Länge erreicht.</translation>
    </message>
    <message>
        <source>The answer was cut short: {why}</source>
        <translation>Die Antwort wurde abgebrochen: {why}</translation>
    </message>
    <message>
        <source>The audio and the service&apos;s answer are saved.</source>
        <translation>Der Ton und die Antwort des Dienstes sind gespeichert.</translation>
    </message>
    <message>
        <source>The audio is larger than {service} accepts.</source>
        <translation>Der Ton ist größer, als {service} annimmt.</translation>
    </message>
    <message>
        <source>The audio is saved, and so is the part that arrived, for you to read. The transcription may have been charged.</source>
        <translation>Der Ton ist gespeichert, ebenso der angekommene Teil, damit Sie ihn lesen können. Die Transkription wurde womöglich berechnet.</translation>
    </message>
    <message>
        <source>The audio is saved. The transcription may have been charged.</source>
        <translation>Der Ton ist gespeichert. Die Transkription wurde womöglich berechnet.</translation>
    </message>
    <message>
        <source>The audio of “{name}” could not be taken out.</source>
        <translation>Der Ton von „{name}“ konnte nicht entnommen werden.</translation>
    </message>
    <message>
        <source>The audio tool (ffmpeg) cannot be started.</source>
        <translation>Das Audiowerkzeug (ffmpeg) lässt sich nicht starten.</translation>
    </message>
    <message>
        <source>The configuration that came with Sextant cannot be used: {why}</source>
        <translation>Die Konfiguration, die mit Sextant kam, ist nicht verwendbar: {why}</translation>
    </message>
    <message>
        <source>The configuration that came with Sextant cannot be used: “{setting}” is no setting that it can choose.</source>
        <translation>Die Konfiguration, die mit Sextant kam, ist nicht verwendbar: „{setting}“ ist keine Einstellung, die sie wählen kann.</translation>
    </message>
    <message>
        <source>The connection to {service} broke off.</source>
        <translation>Die Verbindung zu {service} ist abgerissen.</translation>
    </message>
    <message>
        <source>The connection to {service} is not safe: {why}</source>
        <translation>Die Verbindung zu {service} ist nicht sicher: {why}</translation>
    </message>
    <message>
        <source>The key for {service} is missing.</source>
        <translation>Der Schlüssel für {service} fehlt.</translation>
    </message>
    <message>
        <source>The limit of {limit} for this month could be passed.</source>
        <translation>Die Grenze von {limit} für diesen Monat könnte überschritten werden.</translation>
    </message>
    <message>
        <source>The model declined to answer.</source>
        <translation>Das Modell hat die Antwort verweigert.</translation>
    </message>
    <message>
        <source>The model sent an empty answer.</source>
        <translation>Das Modell hat eine leere Antwort gesendet.</translation>
    </message>
    <message>
        <source>The model used up the length allowed by thinking.</source>
        <translation>Das Modell hat die erlaubte Länge mit Nachdenken verbraucht.</translation>
    </message>
    <message>
        <source>The model {model} is not offered at present.</source>
        <translation>Das Modell {model} wird zurzeit nicht angeboten.</translation>
    </message>
    <message>
        <source>The project is where it was.</source>
        <translation>Das Projekt liegt, wo es war.</translation>
    </message>
    <message>
        <source>The project&apos;s disk is full.</source>
        <translation>Das Laufwerk des Projekts ist voll.</translation>
    </message>
    <message>
        <source>The project&apos;s folder cannot be used.</source>
        <translation>Der Ordner des Projekts ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>The project&apos;s folder cannot be written to.</source>
        <translation>In den Ordner des Projekts kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The prompt “{name}” cannot be used: it is longer than {most} characters.</source>
        <translation>Der Prompt „{name}“ ist nicht verwendbar: Er ist länger als {most} Zeichen.</translation>
    </message>
    <message>
        <source>The prompt “{name}” cannot be used: {why}</source>
        <translation>Der Prompt „{name}“ ist nicht verwendbar: {why}</translation>
    </message>
    <message>
        <source>The provider&apos;s content filter turned the transcript away.</source>
        <translation>Der Inhaltsfilter des Anbieters hat das Transkript abgewiesen.</translation>
    </message>
    <message>
        <source>The proxy of this network wants a name and a password.</source>
        <translation>Der Proxy dieses Netzes verlangt einen Namen und ein Passwort.</translation>
    </message>
    <message>
        <source>The proxy set on this computer cannot be used to reach {service}.</source>
        <translation>Über den auf diesem Computer eingestellten Proxy ist {service} nicht erreichbar.</translation>
    </message>
    <message>
        <source>The saved file “{name}” cannot be read.</source>
        <translation>Die gespeicherte Datei „{name}“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The spending limit of {limit} would be passed.</source>
        <translation>Die Ausgabengrenze von {limit} würde überschritten.</translation>
    </message>
    <message>
        <source>The system&apos;s keyring is not available.</source>
        <translation>Der Schlüsselbund des Systems ist nicht verfügbar.</translation>
    </message>
    <message>
        <source>The text so far is kept.</source>
        <translation>Der bisherige Text bleibt erhalten.</translation>
    </message>
    <message>
        <source>The transcript and the answers are untouched.</source>
        <translation>Transkript und Antworten sind unberührt.</translation>
    </message>
    <message>
        <source>The transcript is too long for {model}.</source>
        <translation>Das Transkript ist zu lang für {model}.</translation>
    </message>
    <message>
        <source>The transcript was not sent to it.</source>
        <translation>Das Transkript wurde nicht dorthin gesendet.</translation>
    </message>
    <message>
        <source>The upload was too slow for {service}.</source>
        <translation>Der Upload war zu langsam für {service}.</translation>
    </message>
    <message>
        <source>The {service} account has not enough credit.</source>
        <translation>Das Guthaben bei {service} reicht nicht aus.</translation>
    </message>
    <message>
        <source>The {service} key is not allowed to do this.</source>
        <translation>Der Schlüssel für {service} ist dazu nicht berechtigt.</translation>
    </message>
    <message>
        <source>There are no recordings in the folder “{name}”.</source>
        <translation>Im Ordner „{name}“ sind keine Aufnahmen.</translation>
    </message>
    <message>
        <source>There is no recording “{name}” in this project.</source>
        <translation>In diesem Projekt gibt es keine Aufnahme „{name}“.</translation>
    </message>
    <message>
        <source>There is no transcript yet to make subtitles of.</source>
        <translation>Noch gibt es kein Transkript für Untertitel.</translation>
    </message>
    <message>
        <source>This request was not charged; everything that had arrived is saved.</source>
        <translation>Diese Anfrage wurde nicht berechnet; alles, was angekommen war, ist gespeichert.</translation>
    </message>
    <message>
        <source>Try again in a moment, or use another model.</source>
        <translation>Versuchen Sie es gleich noch einmal oder verwenden Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>Try again in some minutes.</source>
        <translation>Versuchen Sie es in einigen Minuten noch einmal.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Try again. The request may have been charged.</source>
        <translation>Versuchen Sie es noch einmal. Die Anfrage wurde womöglich berechnet.</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>Türkisch</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>Ukrainisch</translation>
    </message>
    <message>
        <source>Unlock or install a keyring; until then keys last for this run only, or come from DEEPGRAM_API_KEY and OPENROUTER_API_KEY.</source>
        <translation>Entsperren oder installieren Sie einen Schlüsselbund; bis dahin gelten Schlüssel nur bis zum Beenden oder kommen aus DEEPGRAM_API_KEY und OPENROUTER_API_KEY.</translation>
    </message>
    <message>
        <source>Update Sextant to work on it.</source>
        <translation>Aktualisieren Sie Sextant, um daran zu arbeiten.</translation>
    </message>
    <message>
        <source>Urdu</source>
        <translation>Urdu</translation>
    </message>
    <message>
        <source>Use a recording without copy protection.</source>
        <translation>Verwenden Sie eine Aufnahme ohne Kopierschutz.</translation>
    </message>
    <message>
        <source>Use an address that begins with https://, or a server on this very computer.</source>
        <translation>Verwenden Sie eine Adresse, die mit https:// beginnt, oder einen Server auf diesem Computer.</translation>
    </message>
    <message>
        <source>Use another model for this answer.</source>
        <translation>Verwenden Sie für diese Antwort ein anderes Modell.</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>Vietnamesisch</translation>
    </message>
    <message>
        <source>Wait until the other window or computer is through.</source>
        <translation>Warten Sie, bis das andere Fenster oder der andere Computer fertig ist.</translation>
    </message>
    <message>
        <source>Weak points, contradictions, unspoken assumptions, and what to ask next</source>
        <translation>Schwachstellen, Widersprüche, unausgesprochene Annahmen und die nächsten Fragen</translation>
    </message>
    <message>
        <source>What it wrote is kept.</source>
        <translation>Was es geschrieben hat, bleibt erhalten.</translation>
    </message>
    <message>
        <source>What was said, decided and promised, by whom, and what stays open</source>
        <translation>Was gesagt, entschieden und zugesagt wurde, von wem, und was offen bleibt</translation>
    </message>
    <message>
        <source>Word document</source>
        <translation>Word-Dokument</translation>
    </message>
    <message>
        <source>Write them into HTTPS_PROXY (http://name:password@proxy:port), or ask whoever runs it.</source>
        <translation>Tragen Sie beides in HTTPS_PROXY ein (http://name:password@proxy:port) oder fragen Sie, wer ihn betreibt.</translation>
    </message>
    <message>
        <source>You stopped this answer.</source>
        <translation>Sie haben diese Antwort angehalten.</translation>
    </message>
    <message>
        <source>it broke off.</source>
        <translation>Sie brach ab.</translation>
    </message>
    <message>
        <source>it cannot be read.</source>
        <translation>Sie kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>it does not begin with https://.</source>
        <translation>Sie beginnt nicht mit https://.</translation>
    </message>
    <message>
        <source>it gave no reason.</source>
        <translation>Einen Grund hat der Dienst nicht genannt.</translation>
    </message>
    <message>
        <source>it holds a key, and keys belong in nobody&apos;s file.</source>
        <translation>Sie enthält einen Schlüssel, und Schlüssel gehören in keine Datei.</translation>
    </message>
    <message>
        <source>it is not a text file in UTF-8.</source>
        <translation>Es ist keine Textdatei in UTF-8.</translation>
    </message>
    <message>
        <source>it is not a text file.</source>
        <translation>Es ist keine Textdatei.</translation>
    </message>
    <message>
        <source>it is not complete.</source>
        <translation>Sie ist nicht vollständig.</translation>
    </message>
    <message>
        <source>it is not what Sextant expects.</source>
        <translation>Sie ist nicht, was Sextant erwartet.</translation>
    </message>
    <message>
        <source>it is too large for a prompt.</source>
        <translation>Die Datei ist zu groß für einen Prompt.</translation>
    </message>
    <message>
        <source>it keeps no record of keys.</source>
        <translation>Dort wird über Schlüssel nicht Buch geführt.</translation>
    </message>
    <message>
        <source>it says nothing.</source>
        <translation>Er sagt nichts.</translation>
    </message>
    <message>
        <source>it was made for a newer Sextant.</source>
        <translation>Sie ist für ein neueres Sextant gemacht.</translation>
    </message>
    <message>
        <source>its certificate belongs to another address.</source>
        <translation>Das Zertifikat gehört zu einer anderen Adresse.</translation>
    </message>
    <message>
        <source>its certificate has expired.</source>
        <translation>Das Zertifikat ist abgelaufen.</translation>
    </message>
    <message>
        <source>its certificate is not valid yet.</source>
        <translation>Das Zertifikat ist noch nicht gültig.</translation>
    </message>
    <message>
        <source>its certificate was issued by somebody whom this computer does not know.</source>
        <translation>Das Zertifikat stammt von einem Aussteller, den dieser Computer nicht kennt.</translation>
    </message>
    <message>
        <source>one of its settings has no such value.</source>
        <translation>Eine ihrer Einstellungen kennt diesen Wert nicht.</translation>
    </message>
    <message>
        <source>the file cannot be read.</source>
        <translation>Die Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>there is a ? or a # in it.</source>
        <translation>Sie enthält ein ? oder ein #.</translation>
    </message>
    <message>
        <source>there is a name or a password in it.</source>
        <translation>Sie enthält einen Namen oder ein Passwort.</translation>
    </message>
    <message>
        <source>there is no such prompt.</source>
        <translation>Einen solchen Prompt gibt es nicht.</translation>
    </message>
    <message>
        <source>{service} asks to wait: too many requests.</source>
        <translation>{service} bittet um Geduld: zu viele Anfragen.</translation>
    </message>
    <message>
        <source>{service} cannot be reached.</source>
        <translation>{service} ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>{service} could not use the audio of this recording.</source>
        <translation>{service} konnte mit dem Ton dieser Aufnahme nichts anfangen.</translation>
    </message>
    <message>
        <source>{service} did not answer in time.</source>
        <translation>{service} hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>{service} does not offer this language with this model.</source>
        <translation>{service} bietet diese Sprache mit diesem Modell nicht an.</translation>
    </message>
    <message>
        <source>{service} gave up: the recording took more than ten minutes to work through.</source>
        <translation>{service} hat aufgegeben: Die Verarbeitung der Aufnahme dauerte länger als zehn Minuten.</translation>
    </message>
    <message>
        <source>{service} has a problem at the moment.</source>
        <translation>{service} hat gerade ein Problem.</translation>
    </message>
    <message>
        <source>{service} has the whole recording, but its answer did not arrive.</source>
        <translation>{service} hat die ganze Aufnahme, aber die Antwort kam nicht an.</translation>
    </message>
    <message>
        <source>{service} holds the credit for requests under way.</source>
        <translation>{service} hält das Guthaben für laufende Anfragen zurück.</translation>
    </message>
    <message>
        <source>{service} refused the key.</source>
        <translation>{service} hat den Schlüssel abgelehnt.</translation>
    </message>
    <message>
        <source>{service} refused the request: {why}</source>
        <translation>{service} hat die Anfrage abgelehnt: {why}</translation>
    </message>
    <message>
        <source>“{name}” cannot be found.</source>
        <translation>„{name}“ ist nicht zu finden.</translation>
    </message>
    <message>
        <source>“{name}” cannot be moved there.</source>
        <translation>„{name}“ lässt sich nicht dorthin verschieben.</translation>
    </message>
    <message>
        <source>“{name}” cannot be played.</source>
        <translation>„{name}“ lässt sich nicht abspielen.</translation>
    </message>
    <message>
        <source>“{name}” cannot be read.</source>
        <translation>„{name}“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>“{name}” could not be moved to the trash.</source>
        <translation>„{name}“ konnte nicht in den Papierkorb gelegt werden.</translation>
    </message>
    <message>
        <source>“{name}” has no audio track.</source>
        <translation>„{name}“ hat keine Tonspur.</translation>
    </message>
    <message>
        <source>“{name}” is a playlist that points elsewhere, not a recording.</source>
        <translation>„{name}“ ist eine Wiedergabeliste, die anderswohin verweist, keine Aufnahme.</translation>
    </message>
    <message>
        <source>“{name}” is being worked on by another Sextant.</source>
        <translation>„{name}“ wird gerade von einem anderen Sextant bearbeitet.</translation>
    </message>
    <message>
        <source>“{name}” is copy-protected.</source>
        <translation>„{name}“ ist kopiergeschützt.</translation>
    </message>
    <message>
        <source>“{name}” is damaged or was cut off.</source>
        <translation>„{name}“ ist beschädigt oder wurde abgeschnitten.</translation>
    </message>
    <message>
        <source>“{name}” is empty (0 bytes).</source>
        <translation>„{name}“ ist leer (0 Byte).</translation>
    </message>
    <message>
        <source>“{name}” is not a Sextant project.</source>
        <translation>„{name}“ ist kein Sextant-Projekt.</translation>
    </message>
    <message>
        <source>“{name}” is not a video or audio file.</source>
        <translation>„{name}“ ist keine Video- oder Audiodatei.</translation>
    </message>
    <message>
        <source>“{name}” is not the file that was added; it was replaced or changed since.</source>
        <translation>„{name}“ ist nicht die Datei, die hinzugefügt wurde; sie wurde seitdem ersetzt oder geändert.</translation>
    </message>
    <message>
        <source>“{name}” was written by a newer version of Sextant.</source>
        <translation>„{name}“ wurde von einer neueren Version von Sextant geschrieben.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Changes are in force at once.</source>
        <translation>Änderungen gelten sofort.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>Shipped</name>
    <message>
        <source>What comes along, with licences</source>
        <translation>Was mitkommt, mit Lizenzen</translation>
    </message>
</context>
<context>
    <name>SpeakerLanes</name>
    <message>
        <source>Who spoke when</source>
        <translation>Wer wann sprach</translation>
    </message>
    <message>
        <source>{name}: {share}, {time}</source>
        <translation>{name}: {share}, {time}</translation>
    </message>
</context>
<context>
    <name>SpeakersDialog</name>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln Wort</numerusform>
            <numerusform>%Ln Wörter</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>Listen to {speaker}</source>
        <translation>{speaker} anhören</translation>
    </message>
    <message>
        <source>Merge {speaker}</source>
        <translation>{speaker} zusammenführen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of {speaker}</source>
        <translation>Name von {speaker}</translation>
    </message>
    <message>
        <source>Names go into everything that is written, shown or sent from now on.</source>
        <translation>Die Namen gelten für alles, was von jetzt an geschrieben, gezeigt oder gesendet wird.</translation>
    </message>
    <message>
        <source>Play from {second}</source>
        <translation>Ab {second} abspielen</translation>
    </message>
    <message>
        <source>Rename {speaker}</source>
        <translation>{speaker} umbenennen</translation>
    </message>
    <message>
        <source>Same person as</source>
        <translation>Dieselbe Person wie</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Speaker {number}</source>
        <translation>Sprecher {number}</translation>
    </message>
    <message>
        <source>Speakers</source>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>Speaks</source>
        <translation>Redeanteil</translation>
    </message>
    <message>
        <source>Tell apart</source>
        <translation>Wieder unterscheiden</translation>
    </message>
    <message>
        <source>nobody else</source>
        <translation>niemand sonst</translation>
    </message>
    <message>
        <source>{speaker} is the same person as</source>
        <translation>{speaker} ist dieselbe Person wie</translation>
    </message>
</context>
<context>
    <name>SpendingPage</name>
    <message numerus="yes">
        <source>%n cost(s) became known.</source>
        <translation>
            <numerusform>%n Betrag ist nun bekannt.</numerusform>
            <numerusform>%n Beträge sind nun bekannt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask above</source>
        <translation>Fragen ab</translation>
    </message>
    <message>
        <source>Asking OpenRouter, free of charge…</source>
        <translation>OpenRouter wird gefragt, kostenlos&#xa0;…</translation>
    </message>
    <message>
        <source>Below it, what you drop simply starts. The high end of the estimate counts, and a run whose price nobody knows asks as well.</source>
        <translation>Darunter beginnt einfach, was Sie fallen lassen. Es zählt das obere Ende der Schätzung, und auch ein Durchlauf mit unbekanntem Preis fragt nach.</translation>
    </message>
    <message>
        <source>Counted over all your projects on this computer, window and terminal alike.</source>
        <translation>Gezählt über alle Ihre Projekte auf diesem Computer, Fenster und Terminal gleichermaßen.</translation>
    </message>
    <message>
        <source>Look unknown costs up</source>
        <translation>Unbekannte Kosten erfragen</translation>
    </message>
    <message>
        <source>Money goes to Deepgram and OpenRouter directly, from your accounts there.</source>
        <translation>Geld geht direkt an Deepgram und OpenRouter, von Ihren Konten dort.</translation>
    </message>
    <message>
        <source>Nothing was spent in the open project.</source>
        <translation>Im geöffneten Projekt wurde nichts ausgegeben.</translation>
    </message>
    <message numerus="yes">
        <source>Of %n answer(s) OpenRouter may know the cost by now.</source>
        <translation>
            <numerusform>Von %n Antwort kennt OpenRouter inzwischen vielleicht die Kosten.</numerusform>
            <numerusform>Von %n Antworten kennt OpenRouter inzwischen vielleicht die Kosten.</numerusform>
        </translation>
    </message>
    <message>
        <source>OpenRouter does not know them either. They stay unknown.</source>
        <translation>OpenRouter kennt sie auch nicht. Sie bleiben unbekannt.</translation>
    </message>
    <message>
        <source>Spending</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>Stop a month at</source>
        <translation>Monat anhalten bei</translation>
    </message>
    <message>
        <source>Stop a run at</source>
        <translation>Durchlauf anhalten bei</translation>
    </message>
    <message>
        <source>The open project, by its ledgers:</source>
        <translation>Das geöffnete Projekt nach seinen Büchern:</translation>
    </message>
    <message>
        <source>This month on this computer: {known} known</source>
        <translation>Diesen Monat auf diesem Computer: {known} bekannt</translation>
    </message>
    <message>
        <source>What is under way counts with the most it can cost, so the limit is not passed. What had arrived is saved, and “Continue” does the rest.</source>
        <translation>Was unterwegs ist, zählt mit dem Höchsten, was es kosten kann; so wird die Grenze nicht überschritten. Was angekommen war, ist gespeichert, und „Fortsetzen“ erledigt den Rest.</translation>
    </message>
    <message>
        <source>What was spent</source>
        <translation>Was ausgegeben wurde</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message numerus="yes">
        <source>{known}, and up to {most} more for %n request(s) whose cost the service does not name or that are under way</source>
        <translation>
            <numerusform>{known} und bis zu {most} mehr für %n Anfrage, deren Kosten der Dienst nicht nennt oder die noch läuft</numerusform>
            <numerusform>{known} und bis zu {most} mehr für %n Anfragen, deren Kosten der Dienst nicht nennt oder die noch laufen</numerusform>
        </translation>
    </message>
    <message>
        <source>{month}: {cost}</source>
        <translation>{month}: {cost}</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message numerus="yes">
        <source>%Ln item(s) wait.</source>
        <translation>
            <numerusform>%Ln Element wartet.</numerusform>
            <numerusform>%Ln Elemente warten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln recording(s) unfinished. Continuing asks only for what is missing.</source>
        <translation>
            <numerusform>%Ln Aufnahme ist unvollständig. „Fortsetzen“ fragt nur nach dem, was fehlt.</numerusform>
            <numerusform>%Ln Aufnahmen sind unvollständig. „Fortsetzen“ fragt nur nach dem, was fehlt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add keys…</source>
        <translation>Schlüssel hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Practise with the sample</source>
        <translation>Mit dem Beispiel üben</translation>
    </message>
    <message numerus="yes">
        <source>The key(s) for {services} missing: nothing can be sent.</source>
        <translation>
            <numerusform>Der Schlüssel für {services} fehlt; noch kann nichts gesendet werden.</numerusform>
            <numerusform>Die Schlüssel für {services} fehlen; noch kann nichts gesendet werden.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StepsBar</name>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln fehlgeschlagen</numerusform>
            <numerusform>%Ln fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln Wort</numerusform>
            <numerusform>%Ln Wörter</numerusform>
        </translation>
    </message>
    <message>
        <source>Analyses</source>
        <translation>Auswertungen</translation>
    </message>
    <message>
        <source>Analyses {done} of {all}</source>
        <translation>Auswertungen {done} von {all}</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Transkript</translation>
    </message>
    <message>
        <source>{cost} of about {expected}</source>
        <translation>{cost} von etwa {expected}</translation>
    </message>
</context>
<context>
    <name>SynthesisPage</name>
    <message numerus="yes">
        <source>A model of your choice can bring the answers together once they are all there: %n is still missing. Hidden answers are left out.</source>
        <translation>
            <numerusform>Ein Modell Ihrer Wahl kann die Antworten zusammenführen, sobald alle da sind: %n fehlt noch. Ausgeblendete Antworten bleiben außen vor.</numerusform>
            <numerusform>Ein Modell Ihrer Wahl kann die Antworten zusammenführen, sobald alle da sind: %n fehlen noch. Ausgeblendete Antworten bleiben außen vor.</numerusform>
        </translation>
    </message>
    <message>
        <source>Bring the answers together…</source>
        <translation>Antworten zusammenführen&#xa0;…</translation>
    </message>
    <message>
        <source>It takes two answers or more to bring them together.</source>
        <translation>Zum Zusammenführen braucht es mindestens zwei Antworten.</translation>
    </message>
    <message numerus="yes">
        <source>One model reads the %n answers that are not hidden and what became of their quotations, and says where they agree, where they differ, and what only one has seen. It is checked like the rest. Its cost is told before anything is asked.</source>
        <translation>
            <numerusform>Ein Modell liest die %n nicht ausgeblendete Antwort und was aus ihren Zitaten wurde, und sagt, worin sie übereinstimmen, worin nicht und was nur eine gesehen hat. Es wird geprüft wie alles andere. Die Kosten erfahren Sie vorher.</numerusform>
            <numerusform>Ein Modell liest die %n nicht ausgeblendeten Antworten und was aus ihren Zitaten wurde, und sagt, worin sie übereinstimmen, worin nicht und was nur eine gesehen hat. Es wird geprüft wie alles andere. Die Kosten erfahren Sie vorher.</numerusform>
        </translation>
    </message>
    <message>
        <source>Synthesis</source>
        <translation>Synthese</translation>
    </message>
    <message>
        <source>Versions of the synthesis</source>
        <translation>Fassungen der Synthese</translation>
    </message>
</context>
<context>
    <name>Synthesizing</name>
    <message>
        <source>A model to bring the answers together</source>
        <translation>Ein Modell, das die Antworten zusammenführt</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message numerus="yes">
        <source>Have {model} bring %n answers together?</source>
        <translation>
            <numerusform>{model} soll %n Antwort zusammenführen?</numerusform>
            <numerusform>{model} soll %n Antworten zusammenführen?</numerusform>
        </translation>
    </message>
    <message>
        <source>It would cost about {low} to {high}, and no more than {most}.</source>
        <translation>Es würde etwa {low} bis {high} kosten und höchstens {most}.</translation>
    </message>
    <message>
        <source>Practice: it costs nothing, and nothing leaves this computer.</source>
        <translation>Übung: Es kostet nichts, und nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>See what it costs</source>
        <translation>Kosten ansehen</translation>
    </message>
    <message>
        <source>Synthesis</source>
        <translation>Synthese</translation>
    </message>
    <message>
        <source>There is one by this model of these answers. Asking again costs once more.</source>
        <translation>Von diesem Modell gibt es schon eine zu diesen Antworten. Noch einmal fragen kostet noch einmal.</translation>
    </message>
    <message>
        <source>What it would cost is not known: the model has no price in the list.</source>
        <translation>Was es kosten würde, ist nicht bekannt: Das Modell hat keinen Preis in der Liste.</translation>
    </message>
    <message>
        <source>What it would cost is told before anything is asked.</source>
        <translation>Was es kosten würde, erfahren Sie, bevor etwas gefragt wird.</translation>
    </message>
</context>
<context>
    <name>TranscriptList</name>
    <message>
        <source>Heard: {word}</source>
        <translation>Gehört: {word}</translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Back to what is heard</source>
        <translation>Zurück zur gehörten Stelle</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Transkript</translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Redo: {what}</source>
        <translation>&amp;Wiederholen: {what}</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Undo: {what}</source>
        <translation>&amp;Rückgängig: {what}</translation>
    </message>
</context>
<context>
    <name>Updates</name>
    <message>
        <source>Help › About Sextant leads to where it is offered.</source>
        <translation>Hilfe › Über Sextant führt dorthin, wo sie angeboten wird.</translation>
    </message>
    <message>
        <source>There is a newer version of Sextant: {version}.</source>
        <translation>Es gibt eine neuere Version von Sextant: {version}.</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Check that it was copied whole and is still valid.</source>
        <translation>Prüfen Sie, ob er ganz kopiert wurde und noch gültig ist.</translation>
    </message>
    <message>
        <source>Check the internet connection or the proxy, then test again.</source>
        <translation>Prüfen Sie die Internetverbindung oder den Proxy und testen Sie noch einmal.</translation>
    </message>
    <message>
        <source>So nothing is known about the key.</source>
        <translation>Über den Schlüssel ist deshalb nichts bekannt.</translation>
    </message>
    <message>
        <source>That tells nothing about the key.</source>
        <translation>Das sagt nichts über den Schlüssel.</translation>
    </message>
    <message>
        <source>✓ The key works.</source>
        <translation>✓ Der Schlüssel gilt.</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>All that comes back</source>
        <translation>Was zurückkommt</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>From a recording to six answers you can check</source>
        <translation>Von einer Aufnahme zu sechs Antworten, die Sie prüfen können</translation>
    </message>
    <message>
        <source>Set up the two keys</source>
        <translation>Die zwei Schlüssel einrichten</translation>
    </message>
    <message>
        <source>Set up the {service} key</source>
        <translation>Schlüssel für {service} einrichten</translation>
    </message>
    <message>
        <source>Starting the sample…</source>
        <translation>Beispiel beginnt …</translation>
    </message>
    <message>
        <source>The audio</source>
        <translation>Der Ton</translation>
    </message>
    <message>
        <source>The sample is worked on by this computer alone: no keys, no network, no cost. What you see then is not AI; it shows where everything is.</source>
        <translation>Das Beispiel bearbeitet dieser Computer allein: ohne Schlüssel, ohne Netz, ohne Kosten. Was Sie dann sehen, ist keine KI; es zeigt, wo alles ist.</translation>
    </message>
    <message>
        <source>The transcript</source>
        <translation>Das Transkript</translation>
    </message>
    <message>
        <source>Try it with the sample</source>
        <translation>Mit dem Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>Try it with the sample, without keys</source>
        <translation>Mit dem Beispiel ausprobieren, ohne Schlüssel</translation>
    </message>
    <message>
        <source>What leaves this computer, and what stays</source>
        <translation>Was diesen Computer verlässt und was bleibt</translation>
    </message>
    <message>
        <source>Whoever set up this computer has chosen some settings. They stay.</source>
        <translation>Wer diesen Computer eingerichtet hat, hat manche Einstellungen gewählt. Sie bleiben.</translation>
    </message>
    <message>
        <source>Your videos</source>
        <translation>Ihre Videos</translation>
    </message>
    <message>
        <source>goes to {place}, and from there to the models.</source>
        <translation>geht an {place} und von dort an die Modelle.</translation>
    </message>
    <message>
        <source>goes to {place}, which writes down who said what.</source>
        <translation>geht an {place}; dort wird mitgeschrieben, wer was sagt.</translation>
    </message>
    <message>
        <source>stay here. They are never sent.</source>
        <translation>bleiben hier. Sie werden nie gesendet.</translation>
    </message>
    <message>
        <source>stays here, in a plain folder of yours.</source>
        <translation>bleibt hier, in einem einfachen Ordner.</translation>
    </message>
    <message>
        <source>{study} has set up Sextant for you. What it has chosen stays.</source>
        <translation>{study} hat Sextant für Sie eingerichtet. Was dort gewählt wurde, bleibt.</translation>
    </message>
</context>
<context>
    <name>WordEditor</name>
    <message>
        <source>Correct “{word}”</source>
        <translation>„{word}“ korrigieren</translation>
    </message>
    <message>
        <source>Enter keeps it, Escape leaves it</source>
        <translation>Eingabe übernimmt, Esc verwirft</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%Ln cost(s) unknown</source>
        <translation>
            <numerusform>%Ln Betrag unbekannt</numerusform>
            <numerusform>%Ln Beträge unbekannt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln fehlgeschlagen</numerusform>
            <numerusform>%Ln fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Analysing…</source>
        <translation>Wird ausgewertet&#xa0;…</translation>
    </message>
    <message>
        <source>In an answer: {text}</source>
        <translation>In einer Antwort: {text}</translation>
    </message>
    <message>
        <source>Leaves this computer: the audio, to Deepgram, and the transcript, to OpenRouter. Your videos never do.</source>
        <translation>Diesen Computer verlassen der Ton (an Deepgram) und das Transkript (an OpenRouter). Ihre Videos nie.</translation>
    </message>
    <message>
        <source>Sending the audio…</source>
        <translation>Ton wird gesendet&#xa0;…</translation>
    </message>
    <message>
        <source>Taking out the audio…</source>
        <translation>Ton wird entnommen&#xa0;…</translation>
    </message>
    <message>
        <source>Waiting for the transcript…</source>
        <translation>Warten auf das Transkript&#xa0;…</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>Bericht wird geschrieben&#xa0;…</translation>
    </message>
    <message>
        <source>about {cost}</source>
        <translation>etwa {cost}</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>noch etwa {time}</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>nicht nötig</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>trying again</source>
        <translation>neuer Versuch</translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation>unvollständig</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number}&#xa0;%</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one} und {other}</translation>
    </message>
    <message>
        <source>“{words}”</source>
        <translation>„{words}“</translation>
    </message>
</context>
</TS>

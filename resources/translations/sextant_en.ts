<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Answer</name>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln word</numerusform>
            <numerusform>%Ln words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>writing… %Ln word(s)</source>
        <translation>
            <numerusform>writing… %Ln word</numerusform>
            <numerusform>writing… %Ln words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswersBar</name>
    <message numerus="yes">
        <source>%Ln close</source>
        <translation>
            <numerusform>%Ln close</numerusform>
            <numerusform>%Ln close</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln elsewhere</source>
        <translation>
            <numerusform>%Ln elsewhere</numerusform>
            <numerusform>%Ln elsewhere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln found</numerusform>
            <numerusform>%Ln found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not found</source>
        <translation>
            <numerusform>%Ln not found</numerusform>
            <numerusform>%Ln not found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln quote(s)</source>
        <translation>
            <numerusform>%Ln quote</numerusform>
            <numerusform>%Ln quotes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FaultDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message numerus="yes">
        <source>%Ln recording(s) in progress</source>
        <translation>
            <numerusform>%Ln recording in progress</numerusform>
            <numerusform>%Ln recordings in progress</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Habits</name>
    <message numerus="yes">
        <source>%n recording(s) could not be finished</source>
        <translation>
            <numerusform>%n recording could not be finished</numerusform>
            <numerusform>%n recordings could not be finished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ready to read: %n recording(s)</source>
        <translation>
            <numerusform>Ready to read: %n recording</numerusform>
            <numerusform>Ready to read: %n recordings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The work starts once the key(s) for {services} there.</source>
        <translation>
            <numerusform>The work starts once the key for {services} is there.</numerusform>
            <numerusform>The work starts once the keys for {services} are there.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Housekeeping</name>
    <message numerus="yes">
        <source>Move %n recording(s) to the trash</source>
        <translation>
            <numerusform>Move %n recording to the trash</numerusform>
            <numerusform>Move %n recordings to the trash</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LanguagePage</name>
    <message numerus="yes">
        <source>%n term(s).</source>
        <translation>
            <numerusform>%n term.</numerusform>
            <numerusform>%n terms.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n term(s): Deepgram refuses a recording with too many. Keep the rare ones.</source>
        <translation>
            <numerusform>%n term: Deepgram refuses a recording with too many. Keep the rare ones.</numerusform>
            <numerusform>%n terms: Deepgram refuses a recording with too many. Keep the rare ones.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message numerus="yes">
        <source>%n recording(s) are being worked on.</source>
        <translation>
            <numerusform>%n recording is being worked on.</numerusform>
            <numerusform>%n recordings are being worked on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryPane</name>
    <message numerus="yes">
        <source>%Ln recording(s)</source>
        <translation>
            <numerusform>%Ln recording</numerusform>
            <numerusform>%Ln recordings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Found in %n recording(s).</source>
        <translation>
            <numerusform>Found in %n recording.</numerusform>
            <numerusform>Found in %n recordings.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message numerus="yes">
        <source>%n model(s) on offer.</source>
        <translation>
            <numerusform>%n model on offer.</numerusform>
            <numerusform>%n models on offer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message numerus="yes">
        <source>%Ln more item(s) cannot be used.</source>
        <translation>
            <numerusform>%Ln more item cannot be used.</numerusform>
            <numerusform>%Ln more items cannot be used.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProjectExport</name>
    <message numerus="yes">
        <source>%n could not be exported.</source>
        <translation>
            <numerusform>%n could not be exported.</numerusform>
            <numerusform>%n could not be exported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written.</source>
        <translation>
            <numerusform>%n file written.</numerusform>
            <numerusform>%n files written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Projects</name>
    <message numerus="yes">
        <source>%n recording(s) of this one are being worked on.</source>
        <translation>
            <numerusform>%n recording of this one is being worked on.</numerusform>
            <numerusform>%n recordings of this one are being worked on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromptEditor</name>
    <message numerus="yes">
        <source>It is longer than %n character(s).</source>
        <translation>
            <numerusform>It is longer than %n character.</numerusform>
            <numerusform>It is longer than %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… %n more line(s) of “{recording}” …</source>
        <translation>
            <numerusform>… %n more line of “{recording}” …</numerusform>
            <numerusform>… %n more lines of “{recording}” …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordingDeeds</name>
    <message numerus="yes">
        <source>%n answer(s) will be asked for again, and paid for again.</source>
        <translation>
            <numerusform>%n answer will be asked for again, and paid for again.</numerusform>
            <numerusform>%n answers will be asked for again, and paid for again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) go to the trash.</source>
        <translation>
            <numerusform>%n recording goes to the trash.</numerusform>
            <numerusform>%n recordings go to the trash.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordingHeader</name>
    <message numerus="yes">
        <source>%Ln speaker(s)</source>
        <translation>
            <numerusform>%Ln speaker</numerusform>
            <numerusform>%Ln speakers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sending</name>
    <message numerus="yes">
        <source>%n recordings are here already: nothing is sent</source>
        <translation>
            <numerusform>%n recording is here already: nothing is sent</numerusform>
            <numerusform>%n recordings are here already: nothing is sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recordings have begun</source>
        <translation>
            <numerusform>%n recording has begun</numerusform>
            <numerusform>%n recordings have begun</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SendingQuestion</name>
    <message numerus="yes">
        <source>Send %n recording(s)?</source>
        <translation>
            <numerusform>Send %n recording?</numerusform>
            <numerusform>Send %n recordings?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SpeakersDialog</name>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln word</numerusform>
            <numerusform>%Ln words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SpendingPage</name>
    <message numerus="yes">
        <source>%n cost(s) became known.</source>
        <translation>
            <numerusform>%n cost became known.</numerusform>
            <numerusform>%n costs became known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n answer(s) OpenRouter may know the cost by now.</source>
        <translation>
            <numerusform>Of %n answer OpenRouter may know the cost by now.</numerusform>
            <numerusform>Of %n answers OpenRouter may know the cost by now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{known}, and up to {most} more for %n request(s) whose cost the service does not name or that are under way</source>
        <translation>
            <numerusform>{known}, and up to {most} more for %n request whose cost the service does not name or that are under way</numerusform>
            <numerusform>{known}, and up to {most} more for %n requests whose cost the service does not name or that are under way</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message numerus="yes">
        <source>%Ln item(s) wait.</source>
        <translation>
            <numerusform>%Ln item waits.</numerusform>
            <numerusform>%Ln items wait.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln recording(s) unfinished. Continuing asks only for what is missing.</source>
        <translation>
            <numerusform>%Ln recording is unfinished. Continuing asks only for what is missing.</numerusform>
            <numerusform>%Ln recordings are unfinished. Continuing asks only for what is missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The key(s) for {services} missing: nothing can be sent.</source>
        <translation>
            <numerusform>The {services} key is missing, so nothing can be sent yet.</numerusform>
            <numerusform>The {services} keys are missing, so nothing can be sent yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StepsBar</name>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln word</numerusform>
            <numerusform>%Ln words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SynthesisPage</name>
    <message numerus="yes">
        <source>A model of your choice can bring the answers together once they are all there: %n is still missing. Hidden answers are left out.</source>
        <translation>
            <numerusform>A model of your choice can bring the answers together once they are all there: %n is still missing. Hidden answers are left out.</numerusform>
            <numerusform>A model of your choice can bring the answers together once they are all there: %n are still missing. Hidden answers are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>One model reads the %n answers that are not hidden and what became of their quotations, and says where they agree, where they differ, and what only one has seen. It is checked like the rest. Its cost is told before anything is asked.</source>
        <translation>
            <numerusform>One model reads the %n answers that are not hidden and what became of their quotations, and says where they agree, where they differ, and what only one has seen. It is checked like the rest. Its cost is told before anything is asked.</numerusform>
            <numerusform>One model reads the %n answers that are not hidden and what became of their quotations, and says where they agree, where they differ, and what only one has seen. It is checked like the rest. Its cost is told before anything is asked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Synthesizing</name>
    <message numerus="yes">
        <source>Have {model} bring %n answers together?</source>
        <translation>
            <numerusform>Have {model} bring %n answers together?</numerusform>
            <numerusform>Have {model} bring %n answers together?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%Ln cost(s) unknown</source>
        <translation>
            <numerusform>%Ln cost unknown</numerusform>
            <numerusform>%Ln costs unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Sextant</source>
        <translation>Acerca de Sextant</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Every licence in full</source>
        <translation>Todas las licencias completas</translation>
    </message>
    <message>
        <source>Free software under the MIT licence. What comes along is free software, too, each part under the licence of its own:</source>
        <translation>Software libre bajo la licencia MIT. Lo que lo acompaña también es software libre, cada parte bajo su propia licencia:</translation>
    </message>
    <message>
        <source>Six analyses of every recorded conversation, each one checkable.</source>
        <translation>Seis análisis de cada conversación grabada, todos comprobables.</translation>
    </message>
    <message>
        <source>Version {version} · Qt {qt} · PySide {pyside} · Python {python}</source>
        <translation>Versión {version} · Qt {qt} · PySide {pyside} · Python {python}</translation>
    </message>
</context>
<context>
    <name>AgreementStrip</name>
    <message>
        <source>Agreement strip</source>
        <translation>Franja de coincidencias</translation>
    </message>
    <message>
        <source>{cited} cited, {shared} by more than one analysis</source>
        <translation>{cited} citados, {shared} de ellos por más de un análisis</translation>
    </message>
    <message>
        <source>{time} · cited by {count} of {total}</source>
        <translation>{time} · citado por {count} de {total}</translation>
    </message>
    <message>
        <source>{time} · not cited</source>
        <translation>{time} · sin citar</translation>
    </message>
</context>
<context>
    <name>AgreementView</name>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Mostrar</translation>
    </message>
    <message>
        <source>All answers</source>
        <translation>Todas las respuestas</translation>
    </message>
    <message>
        <source>All models of a prompt</source>
        <translation>Todos los modelos de un prompt</translation>
    </message>
    <message>
        <source>All moments</source>
        <translation>Todos los momentos</translation>
    </message>
    <message>
        <source>All six answers</source>
        <translation>Las seis respuestas</translation>
    </message>
    <message>
        <source>Both prompts of a model</source>
        <translation>Los dos prompts de un modelo</translation>
    </message>
    <message>
        <source>Moments</source>
        <translation>Momentos</translation>
    </message>
    <message>
        <source>Moments to show</source>
        <translation>Momentos que se muestran</translation>
    </message>
    <message>
        <source>No answer points to a moment of the recording yet.</source>
        <translation>Todavía ninguna respuesta remite a un momento de la grabación.</translation>
    </message>
    <message>
        <source>Only one answer</source>
        <translation>Una sola respuesta</translation>
    </message>
    <message>
        <source>Some answers</source>
        <translation>Algunas respuestas</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln palabra</numerusform>
            <numerusform>%Ln palabras</numerusform>
        </translation>
    </message>
    <message>
        <source>Asked as soon as there is a transcript.</source>
        <translation>Se preguntará en cuanto haya una transcripción.</translation>
    </message>
    <message>
        <source>Next try in {seconds} s.</source>
        <translation>Próximo intento en {seconds} s.</translation>
    </message>
    <message>
        <source>Not asked yet.</source>
        <translation>Aún sin preguntar.</translation>
    </message>
    <message>
        <source>This answer was cut short. The text so far is kept.</source>
        <translation>Esta respuesta quedó cortada. El texto recibido se conserva.</translation>
    </message>
    <message>
        <source>Waits for its turn.</source>
        <translation>Espera su turno.</translation>
    </message>
    <message>
        <source>asked for {model}</source>
        <translation>se pidió {model}</translation>
    </message>
    <message>
        <source>cost unknown</source>
        <translation>coste desconocido</translation>
    </message>
    <message>
        <source>cut short</source>
        <translation>cortada</translation>
    </message>
    <message>
        <source>thinking…</source>
        <translation>pensando…</translation>
    </message>
    <message>
        <source>through {provider}</source>
        <translation>a través de {provider}</translation>
    </message>
    <message numerus="yes">
        <source>writing… %Ln word(s)</source>
        <translation>
            <numerusform>escribiendo… %Ln palabra</numerusform>
            <numerusform>escribiendo… %Ln palabras</numerusform>
        </translation>
    </message>
    <message>
        <source>{read} tokens read, {written} written</source>
        <translation>{read} tokens leídos, {written} escritos</translation>
    </message>
</context>
<context>
    <name>AnswerCell</name>
    <message>
        <source>Actions for {words}</source>
        <translation>Acciones para {words}</translation>
    </message>
    <message>
        <source>Answer of {words}</source>
        <translation>Respuesta: {words}</translation>
    </message>
    <message>
        <source>Copy &amp;quotation with time</source>
        <translation>Copiar la &amp;cita con su tiempo</translation>
    </message>
    <message>
        <source>Copy se&amp;lection</source>
        <translation>Copiar la se&amp;lección</translation>
    </message>
    <message>
        <source>Star {words}</source>
        <translation>Estrella para {words}</translation>
    </message>
    <message>
        <source>— The answer breaks off here. —</source>
        <translation>— La respuesta se corta aquí. —</translation>
    </message>
</context>
<context>
    <name>AnswerText</name>
    <message>
        <source>— It goes on: the whole text is in the answer’s file. —</source>
        <translation>— Continúa: el texto completo está en el archivo de la respuesta. —</translation>
    </message>
</context>
<context>
    <name>AnswersBar</name>
    <message numerus="yes">
        <source>%Ln close</source>
        <translation>
            <numerusform>%Ln parecida</numerusform>
            <numerusform>%Ln parecidas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln elsewhere</source>
        <translation>
            <numerusform>%Ln en otro lugar</numerusform>
            <numerusform>%Ln en otro lugar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln encontrada</numerusform>
            <numerusform>%Ln encontradas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not found</source>
        <translation>
            <numerusform>%Ln no encontrada</numerusform>
            <numerusform>%Ln no encontradas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln quote(s)</source>
        <translation>
            <numerusform>%Ln cita</numerusform>
            <numerusform>%Ln citas</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Next moment</source>
        <translation>Momento si&amp;guiente</translation>
    </message>
    <message>
        <source>&amp;Previous moment</source>
        <translation>Momento &amp;anterior</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Coincidencias</translation>
    </message>
    <message>
        <source>Answer &amp;above</source>
        <translation>Respuesta de a&amp;rriba</translation>
    </message>
    <message>
        <source>Answer b&amp;elow</source>
        <translation>Respuesta de a&amp;bajo</translation>
    </message>
    <message>
        <source>Answer to the &amp;left</source>
        <translation>Respuesta de la &amp;izquierda</translation>
    </message>
    <message>
        <source>Answer to the &amp;right</source>
        <translation>Respuesta de la &amp;derecha</translation>
    </message>
    <message>
        <source>Answers &amp;only</source>
        <translation>&amp;Solo respuestas</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Cuadrícula</translation>
    </message>
    <message>
        <source>Hide and shuffle the models&apos; names</source>
        <translation>Ocultar y mezclar los nombres de los modelos</translation>
    </message>
    <message>
        <source>Next &amp;doubtful quotation</source>
        <translation>Cita d&amp;udosa siguiente</translation>
    </message>
    <message>
        <source>Previous do&amp;ubtful quotation</source>
        <translation>Cita dudosa an&amp;terior</translation>
    </message>
    <message>
        <source>Read &amp;blind</source>
        <translation>Leer a &amp;ciegas</translation>
    </message>
    <message>
        <source>Reading ▾</source>
        <translation>Lectura ▾</translation>
    </message>
    <message>
        <source>Show &amp;hidden answers</source>
        <translation>Mostrar respuestas &amp;ocultas</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>En paralelo</translation>
    </message>
    <message>
        <source>Synthesis</source>
        <translation>Síntesis</translation>
    </message>
    <message>
        <source>Ways of reading</source>
        <translation>Modos de lectura</translation>
    </message>
    <message>
        <source>Ways to read the answers</source>
        <translation>Vistas de las respuestas</translation>
    </message>
</context>
<context>
    <name>AppearancePage</name>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Of the size the system uses.</source>
        <translation>Respecto al tamaño que usa el sistema.</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}&#xa0;%</translation>
    </message>
    <message>
        <source>“As the system” follows the system while the window is open.</source>
        <translation>«Como el sistema» sigue al sistema mientras la ventana está abierta.</translation>
    </message>
</context>
<context>
    <name>Arrangement</name>
    <message>
        <source>‹ All answers</source>
        <translation>‹ Todas las respuestas</translation>
    </message>
</context>
<context>
    <name>Arranging</name>
    <message>
        <source>&amp;Sort recordings</source>
        <translation>&amp;Ordenar grabaciones</translation>
    </message>
    <message>
        <source>All recordings</source>
        <translation>Todas las grabaciones</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Por nombre</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Completas</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>En curso</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>Más largas primero</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Más nuevas primero</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Más antiguas primero</translation>
    </message>
    <message>
        <source>Order of the recordings: {order}</source>
        <translation>Orden de las grabaciones: {order}</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Práctica</translation>
    </message>
    <message>
        <source>Recordings shown: {kind}</source>
        <translation>Grabaciones mostradas: {kind}</translation>
    </message>
    <message>
        <source>Sho&amp;w only</source>
        <translation>Mostrar &amp;solo</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>Sin terminar</translation>
    </message>
    <message>
        <source>With a problem</source>
        <translation>Con un problema</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>Blank</name>
    <message>
        <source>Asking the system&apos;s keyring for your keys. It may want to be unlocked.</source>
        <translation>Se están pidiendo sus claves al llavero del sistema. Puede que haya que desbloquearlo.</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>Mostrar {name}</translation>
    </message>
    <message>
        <source>{name} is hidden.</source>
        <translation>{name} está oculto.</translation>
    </message>
</context>
<context>
    <name>CellActions</name>
    <message>
        <source>&amp;Ask now</source>
        <translation>Preguntar a&amp;hora</translation>
    </message>
    <message>
        <source>&amp;Copy answer</source>
        <translation>&amp;Copiar la respuesta</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>&amp;Ocultar</translation>
    </message>
    <message>
        <source>&amp;Read alone</source>
        <translation>&amp;Leer sola</translation>
    </message>
    <message>
        <source>&amp;Star</source>
        <translation>&amp;Estrella</translation>
    </message>
    <message>
        <source>&amp;Use another model…</source>
        <translation>&amp;Usar otro modelo…</translation>
    </message>
    <message>
        <source>Ask &amp;again</source>
        <translation>&amp;Preguntar de nuevo</translation>
    </message>
    <message>
        <source>S&amp;how again</source>
        <translation>&amp;Mostrar de nuevo</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Detener</translation>
    </message>
</context>
<context>
    <name>CellFoot</name>
    <message>
        <source>Ask again</source>
        <translation>Preguntar de nuevo</translation>
    </message>
    <message>
        <source>Ask now</source>
        <translation>Preguntar ahora</translation>
    </message>
    <message>
        <source>Ask {words} again</source>
        <translation>Preguntar de nuevo: {words}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Stop {words}</source>
        <translation>Detener: {words}</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Intentar ahora</translation>
    </message>
    <message>
        <source>Use another model</source>
        <translation>Usar otro modelo</translation>
    </message>
    <message>
        <source>Use another model than {words}</source>
        <translation>Usar otro modelo que {words}</translation>
    </message>
</context>
<context>
    <name>CellHead</name>
    <message>
        <source>Remove the star</source>
        <translation>Quitar la estrella</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Estrella</translation>
    </message>
</context>
<context>
    <name>Cells</name>
    <message>
        <source>Model {letter}</source>
        <translation>Modelo {letter}</translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Choose recordings</source>
        <translation>Elegir grabaciones</translation>
    </message>
    <message>
        <source>Video and audio ({endings})</source>
        <translation>Vídeo y audio ({endings})</translation>
    </message>
</context>
<context>
    <name>ColumnsBar</name>
    <message>
        <source>Answer in column {number}</source>
        <translation>Respuesta en la columna {number}</translation>
    </message>
    <message>
        <source>Scroll together</source>
        <translation>Desplazar a la vez</translation>
    </message>
    <message>
        <source>Three columns</source>
        <translation>Tres columnas</translation>
    </message>
</context>
<context>
    <name>Correcting</name>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rehacer</translation>
    </message>
    <message>
        <source>&amp;Redo: {what}</source>
        <translation>&amp;Rehacer: {what}</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Deshacer</translation>
    </message>
    <message>
        <source>&amp;Undo: {what}</source>
        <translation>&amp;Deshacer: {what}</translation>
    </message>
    <message>
        <source>Back to “{word}”, as it was heard</source>
        <translation>Volver a «{word}», como se oyó</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Correct “{word}”</source>
        <translation>Corregir «{word}»</translation>
    </message>
    <message>
        <source>Correct “{word}”…</source>
        <translation>Corregir «{word}»…</translation>
    </message>
    <message>
        <source>Find in the &amp;transcript</source>
        <translation>Buscar en la &amp;transcripción</translation>
    </message>
    <message>
        <source>Merge {speaker}</source>
        <translation>Unir a {speaker}</translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation>Reproducir desde aquí</translation>
    </message>
    <message>
        <source>Rename {speaker}…</source>
        <translation>Cambiar el nombre de {speaker}…</translation>
    </message>
    <message>
        <source>Spea&amp;kers…</source>
        <translation>&amp;Hablantes…</translation>
    </message>
    <message>
        <source>{speaker} is the same person as</source>
        <translation>{speaker} es la misma persona que</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln elemento</numerusform>
            <numerusform>%Ln elementos</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop to keep {what} ready</source>
        <translation>Suelte para tener preparado {what}</translation>
    </message>
    <message>
        <source>Drop to transcribe and analyse {what}</source>
        <translation>Suelte para transcribir y analizar {what}</translation>
    </message>
    <message>
        <source>The work starts once the key for {services} is there.</source>
        <translation>El trabajo empieza en cuanto haya una clave de {services}.</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Choose files…</source>
        <translation>Elegir archivos…</translation>
    </message>
    <message>
        <source>Deepgram writes down who said what, and when.</source>
        <translation>Deepgram anota quién dijo qué y cuándo.</translation>
    </message>
    <message>
        <source>Drop videos of your meetings here</source>
        <translation>Suelte aquí los vídeos de sus reuniones</translation>
    </message>
    <message>
        <source>Every quotation is looked up in the transcript. All is kept in a plain folder.</source>
        <translation>Cada cita se busca en la transcripción. Todo queda en una carpeta corriente.</translation>
    </message>
    <message>
        <source>The audio is taken out on this computer.</source>
        <translation>El audio se extrae en este equipo.</translation>
    </message>
    <message>
        <source>The sample needs no keys and no network.</source>
        <translation>El ejemplo no necesita claves ni conexión.</translation>
    </message>
    <message>
        <source>Three models answer two prompts each: six analyses, side by side.</source>
        <translation>Tres modelos responden a dos prompts cada uno: seis análisis, uno junto a otro.</translation>
    </message>
    <message>
        <source>Try it with the sample</source>
        <translation>Probar con el ejemplo</translation>
    </message>
    <message>
        <source>Try it with the sample, without keys</source>
        <translation>Probar con el ejemplo, sin claves</translation>
    </message>
</context>
<context>
    <name>Explanations</name>
    <message>
        <source>Struck out: not said. In brackets: said there.</source>
        <translation>Tachado: no se dijo. Entre corchetes: lo que se dijo.</translation>
    </message>
    <message>
        <source>{time} lies past the end: the recording ends at {end}.</source>
        <translation>{time} queda más allá del final: la grabación termina en {end}.</translation>
    </message>
    <message>
        <source>× Not found in the transcript. The model may have repaired or invented it, or the recogniser misheard a word: listen before you use it.</source>
        <translation>× No se encuentra en la transcripción. Puede que el modelo la haya arreglado o inventado, o que el reconocedor oyera mal una palabra: escuche antes de usarla.</translation>
    </message>
    <message>
        <source>“{quoted}” instead of “{spoken}”</source>
        <translation>«{quoted}» en lugar de «{spoken}»</translation>
    </message>
    <message>
        <source>“{words}” (not found in the transcript of {title})</source>
        <translation>«{words}» (no se encuentra en la transcripción de {title})</translation>
    </message>
    <message>
        <source>↷ Said, but elsewhere than the answer claims: by {who} at {time}.</source>
        <translation>↷ Se dijo, pero no donde indica la respuesta: {who}, en {time}.</translation>
    </message>
    <message>
        <source>≈ Close to what {who} said at {time}.</source>
        <translation>≈ Parecido a lo que dijo {who} en {time}.</translation>
    </message>
    <message>
        <source>✓ Found word for word at {time}, {who}.</source>
        <translation>✓ Encontrada palabra por palabra en {time}, {who}.</translation>
    </message>
</context>
<context>
    <name>ExportControl</name>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Export “{name}”</source>
        <translation>Exportar «{name}»</translation>
    </message>
    <message>
        <source>Open the &amp;report</source>
        <translation>Abrir el &amp;informe</translation>
    </message>
    <message>
        <source>Open the exported {file}</source>
        <translation>Abrir el archivo exportado {file}</translation>
    </message>
    <message>
        <source>Show the &amp;folder</source>
        <translation>Mostrar la &amp;carpeta</translation>
    </message>
    <message>
        <source>{title} (.{ending})…</source>
        <translation>{title} (.{ending})…</translation>
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
        <translation>Un fallo en Sextant</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copiar los detalles</translation>
    </message>
    <message>
        <source>Details of the fault</source>
        <translation>Detalles del fallo</translation>
    </message>
    <message>
        <source>This is all that copying takes along: kinds and places of the fault, no names, no words of a recording, no keys.</source>
        <translation>Esto es todo lo que se copia: tipo y lugar del fallo; ni nombres, ni palabras de una grabación, ni claves.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>y %n más</numerusform>
            <numerusform>y %n más</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Close the search</source>
        <translation>Cerrar la búsqueda</translation>
    </message>
    <message>
        <source>Find in the transcript</source>
        <translation>Buscar en la transcripción</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Resultado siguiente</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>Resultado siguiente (F3)</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>No encontrado</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Resultado anterior</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>Resultado anterior (Mayús+F3)</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} de {count}</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation>Primeros pasos</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Bienvenida</translation>
    </message>
</context>
<context>
    <name>FolderPage</name>
    <message>
        <source>A project is a plain folder. All that is yours lies in it: audio, transcripts, answers, reports. Move it, back it up, open it anywhere; Sextant keeps no copy.</source>
        <translation>Un proyecto es una carpeta corriente. Todo lo suyo está en ella: audio, transcripciones, respuestas, informes. Muévala, respáldela, ábrala donde quiera; Sextant no guarda ninguna copia.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Open now:</source>
        <translation>Abierto ahora:</translation>
    </message>
    <message>
        <source>The project that was open last opens again at the next start.</source>
        <translation>Al volver a iniciar se abre el último proyecto abierto.</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message numerus="yes">
        <source>%Ln recording(s) in progress</source>
        <translation>
            <numerusform>%Ln grabación en curso</numerusform>
            <numerusform>%Ln grabaciones en curso</numerusform>
        </translation>
    </message>
    <message>
        <source>Key missing: {services}</source>
        <translation>Falta la clave: {services}</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Claves</translation>
    </message>
    <message>
        <source>Keys {places} ✓</source>
        <translation>Claves {places} ✓</translation>
    </message>
    <message>
        <source>Keys…</source>
        <translation>Claves…</translation>
    </message>
    <message>
        <source>for this run only</source>
        <translation>solo hasta cerrar</translation>
    </message>
    <message>
        <source>from the environment</source>
        <translation>del entorno</translation>
    </message>
    <message>
        <source>in the system&apos;s keyring</source>
        <translation>en el llavero del sistema</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>no hace falta</translation>
    </message>
    <message>
        <source>{words}. Open the keys dialog</source>
        <translation>{words}. Abrir el diálogo de claves</translation>
    </message>
</context>
<context>
    <name>Habits</name>
    <message numerus="yes">
        <source>%n recording(s) could not be finished</source>
        <translation>
            <numerusform>No se pudo terminar %n grabación</numerusform>
            <numerusform>No se pudieron terminar %n grabaciones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ready to read: %n recording(s)</source>
        <translation>
            <numerusform>Lista para leer: %n grabación</numerusform>
            <numerusform>Listas para leer: %n grabaciones</numerusform>
        </translation>
    </message>
    <message>
        <source>Sextant is working on recordings</source>
        <translation>Sextant está trabajando en grabaciones</translation>
    </message>
    <message>
        <source>Sextant says what to do.</source>
        <translation>Sextant dice qué hacer.</translation>
    </message>
    <message>
        <source>“{name}” is ready to read</source>
        <translation>«{name}» está lista para leer</translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln elemento</numerusform>
            <numerusform>%Ln elementos</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Primeros pasos</translation>
    </message>
    <message>
        <source>Kept ready: {what}. Nothing has been sent.</source>
        <translation>Preparado: {what}. No se ha enviado nada.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ahora no</translation>
    </message>
    <message>
        <source>Step {number} of {all}: {name}</source>
        <translation>Paso {number} de {all}: {name}</translation>
    </message>
    <message>
        <source>Step {number} of {all}: {name}, done</source>
        <translation>Paso {number} de {all}: {name}, hecho</translation>
    </message>
    <message numerus="yes">
        <source>The work starts once the key(s) for {services} there.</source>
        <translation>
            <numerusform>El trabajo empieza en cuanto esté la clave de {services}.</numerusform>
            <numerusform>El trabajo empieza en cuanto estén las claves de {services}.</numerusform>
        </translation>
    </message>
    <message>
        <source>{close}: leave the first steps</source>
        <translation>{close}: salir de los primeros pasos</translation>
    </message>
</context>
<context>
    <name>Housekeeping</name>
    <message numerus="yes">
        <source>Move %n recording(s) to the trash</source>
        <translation>
            <numerusform>Mover %n grabación a la papelera</numerusform>
            <numerusform>Mover %n grabaciones a la papelera</numerusform>
        </translation>
    </message>
    <message>
        <source>Move “{name}” to the trash</source>
        <translation>Mover «{name}» a la papelera</translation>
    </message>
    <message>
        <source>Rename to “{title}”</source>
        <translation>Cambiar el nombre a «{title}»</translation>
    </message>
</context>
<context>
    <name>KeyPlaceLine</name>
    <message>
        <source>Ask the keyring once more</source>
        <translation>Preguntar otra vez al llavero</translation>
    </message>
    <message>
        <source>No key is needed: the service&apos;s address is your own.</source>
        <translation>No hace falta clave: la dirección del servicio es la suya.</translation>
    </message>
    <message>
        <source>No key yet.</source>
        <translation>Todavía no hay clave.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>⚠ Kept for this run only: gone when the window closes.</source>
        <translation>⚠ Solo hasta cerrar: desaparece al cerrar la ventana.</translation>
    </message>
    <message>
        <source>⚠ Kept for this run only: the keyring ({keyring}) did not open. Unlock it, then try again, and the key moves there.</source>
        <translation>⚠ Solo hasta cerrar: el llavero ({keyring}) no se abrió. Desbloquéelo e inténtelo de nuevo, y la clave pasará a él.</translation>
    </message>
    <message>
        <source>⚠ The keyring ({keyring}) did not open, so nobody knows whether a key lies in it. Unlock it, then try again.</source>
        <translation>⚠ El llavero ({keyring}) no se abrió, así que no se sabe si hay una clave en él. Desbloquéelo e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>✓ Kept in the system&apos;s keyring ({keyring}).</source>
        <translation>✓ En el llavero del sistema ({keyring}).</translation>
    </message>
    <message>
        <source>✓ Kept in the system&apos;s keyring.</source>
        <translation>✓ En el llavero del sistema.</translation>
    </message>
    <message>
        <source>✓ Taken from the environment ({variable}).</source>
        <translation>✓ Tomada del entorno ({variable}).</translation>
    </message>
</context>
<context>
    <name>KeySection</name>
    <message>
        <source>Asking the service…</source>
        <translation>Preguntando al servicio…</translation>
    </message>
    <message>
        <source>Asks the models.</source>
        <translation>Pregunta a los modelos.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Olvidar</translation>
    </message>
    <message>
        <source>Forget the {service} key</source>
        <translation>Olvidar la clave de {service}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Save the {service} key</source>
        <translation>Guardar la clave de {service}</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Probar</translation>
    </message>
    <message>
        <source>Test the {service} key, free of charge</source>
        <translation>Probar la clave de {service}, gratis</translation>
    </message>
    <message>
        <source>This is no key. A key is one word of letters, digits and signs.</source>
        <translation>Esto no es una clave. Una clave es una sola palabra de letras, cifras y signos.</translation>
    </message>
    <message>
        <source>Writes the recording down.</source>
        <translation>Pone la grabación por escrito.</translation>
    </message>
</context>
<context>
    <name>KeyStep</name>
    <message>
        <source>A key for {service}, which asks the models</source>
        <translation>Una clave de {service} para los modelos</translation>
    </message>
    <message>
        <source>A key for {service}, which writes it down</source>
        <translation>Una clave de {service} para la transcripción</translation>
    </message>
    <message>
        <source>A test costs nothing.</source>
        <translation>Probarla no cuesta nada.</translation>
    </message>
    <message>
        <source>Asking the service…</source>
        <translation>Preguntando al servicio…</translation>
    </message>
    <message>
        <source>By its list prices, an hour of recording costs about {range}.</source>
        <translation>Según su lista de precios, una hora de grabación cuesta unos {range}.</translation>
    </message>
    <message>
        <source>Copy it there and paste it here.</source>
        <translation>Cópiela allí y péguela aquí.</translation>
    </message>
    <message>
        <source>It gets the audio and sends back who said what, and when.</source>
        <translation>Recibe el audio y devuelve quién dijo qué, y cuándo.</translation>
    </message>
    <message>
        <source>It passes the transcript on to the models you choose and brings back their answers. One key is enough for all of them. Before anything is sent, Sextant tells what it may cost.</source>
        <translation>Pasa la transcripción a los modelos que usted elija y trae sus respuestas. Basta una clave para todos. Antes de enviar nada, Sextant dice cuánto puede costar.</translation>
    </message>
    <message>
        <source>Its address is {host}, by your settings.</source>
        <translation>Su dirección es {host}, según sus ajustes.</translation>
    </message>
    <message>
        <source>Its address is {host}, chosen by {who}.</source>
        <translation>Su dirección es {host}, elegida por {who}.</translation>
    </message>
    <message>
        <source>Keep it nonetheless</source>
        <translation>Guardarla de todos modos</translation>
    </message>
    <message>
        <source>Keep the {service} key nonetheless</source>
        <translation>Guardar la clave de {service} de todos modos</translation>
    </message>
    <message>
        <source>Test and keep</source>
        <translation>Probar y guardar</translation>
    </message>
    <message>
        <source>Test the key</source>
        <translation>Probar la clave</translation>
    </message>
    <message>
        <source>Use another key</source>
        <translation>Usar otra clave</translation>
    </message>
    <message>
        <source>Use another {service} key</source>
        <translation>Usar otra clave de {service}</translation>
    </message>
    <message>
        <source>whoever set up this computer</source>
        <translation>quien configuró este equipo</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>A key goes into the keyring once that is unlocked. Until then it is kept for this run only, and never in a file.</source>
        <translation>Una clave va al llavero en cuanto este se desbloquea. Hasta entonces dura solo hasta cerrar y nunca está en un archivo.</translation>
    </message>
    <message>
        <source>Keys go into this computer&apos;s keyring, never into a file.</source>
        <translation>Las claves van al llavero de este equipo, nunca a un archivo.</translation>
    </message>
    <message>
        <source>Make a key at {host} ↗</source>
        <translation>Cree una clave en {host} ↗</translation>
    </message>
    <message>
        <source>Paste the {service} key</source>
        <translation>Pegue la clave de {service}</translation>
    </message>
    <message>
        <source>This computer offers no keyring (on Linux: a Secret Service). A key is kept for this run only and forgotten when the window closes.</source>
        <translation>Este equipo no ofrece llavero (en Linux: Secret Service). Una clave dura solo hasta cerrar y se olvida al cerrarse la ventana.</translation>
    </message>
    <message>
        <source>{service} key</source>
        <translation>Clave de {service}</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>At the services they stay valid: who has them can use them until you delete them there. Keys from the environment are not touched.</source>
        <translation>En los servicios siguen siendo válidas: quien las tenga puede usarlas hasta que usted las borre allí. Las claves del entorno no se tocan.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Olvidar</translation>
    </message>
    <message>
        <source>Forget both keys?</source>
        <translation>¿Olvidar las dos claves?</translation>
    </message>
    <message>
        <source>Forget both keys…</source>
        <translation>Olvidar las dos claves…</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Claves</translation>
    </message>
    <message>
        <source>They are removed from this computer&apos;s keyring.</source>
        <translation>Se eliminan del llavero de este equipo.</translation>
    </message>
    <message>
        <source>Two services work for you, each with a key of yours. A test costs nothing.</source>
        <translation>Dos servicios trabajan para usted, cada uno con una clave suya. La prueba no cuesta nada.</translation>
    </message>
</context>
<context>
    <name>LanguagePage</name>
    <message numerus="yes">
        <source>%n term(s).</source>
        <translation>
            <numerusform>%n término.</numerusform>
            <numerusform>%n términos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n term(s): Deepgram refuses a recording with too many. Keep the rare ones.</source>
        <translation>
            <numerusform>%n término: Deepgram rechaza una grabación con demasiados. Conserve los poco comunes.</numerusform>
            <numerusform>%n términos: Deepgram rechaza una grabación con demasiados. Conserve los poco comunes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deepgram listens for them, which helps with names it would mishear. They are sent along with every recording, and cost a little more.</source>
        <translation>Deepgram está atento a ellos, lo que ayuda con nombres que oiría mal. Se envían con cada grabación y cuestan un poco más.</translation>
    </message>
    <message>
        <source>For recordings from now on. What is written down already stays as it is.</source>
        <translation>Para las grabaciones a partir de ahora. Lo ya transcrito queda como está.</translation>
    </message>
    <message>
        <source>Key terms</source>
        <translation>Términos clave</translation>
    </message>
    <message>
        <source>Key terms, one a line</source>
        <translation>Términos clave, uno por línea</translation>
    </message>
    <message>
        <source>Language and key terms</source>
        <translation>Idioma y términos clave</translation>
    </message>
    <message>
        <source>Name the language where a recording came back empty or in the wrong one.</source>
        <translation>Indique el idioma si una grabación volvió vacía o en otro idioma.</translation>
    </message>
    <message>
        <source>Names, products, abbreviations: one a line</source>
        <translation>Nombres, productos, abreviaturas: uno por línea</translation>
    </message>
    <message>
        <source>Spoken language</source>
        <translation>Idioma hablado</translation>
    </message>
    <message>
        <source>Whichever is spoken, also several</source>
        <translation>El que se hable, también varios</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message numerus="yes">
        <source>%n recording(s) are being worked on.</source>
        <translation>
            <numerusform>Se está trabajando en %n grabación.</numerusform>
            <numerusform>Se está trabajando en %n grabaciones.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>Seguir trabajando</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Quit Sextant?</source>
        <translation>¿Salir de Sextant?</translation>
    </message>
    <message>
        <source>What has arrived is saved. Answers that are being written are kept as cut short, and “Continue” asks for them again.</source>
        <translation>Lo que ha llegado está guardado. Las respuestas que se están escribiendo se conservan como cortadas, y «Continuar» las pedirá de nuevo.</translation>
    </message>
</context>
<context>
    <name>LibraryPane</name>
    <message numerus="yes">
        <source>%Ln recording(s)</source>
        <translation>
            <numerusform>%Ln grabación</numerusform>
            <numerusform>%Ln grabaciones</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose video or audio files</source>
        <translation>Elegir archivos de vídeo o audio</translation>
    </message>
    <message>
        <source>Drop videos here</source>
        <translation>Suelte vídeos aquí</translation>
    </message>
    <message numerus="yes">
        <source>Found in %n recording(s).</source>
        <translation>
            <numerusform>Encontrado en %n grabación.</numerusform>
            <numerusform>Encontrado en %n grabaciones.</numerusform>
        </translation>
    </message>
    <message>
        <source>No recording is of this kind.</source>
        <translation>Ninguna grabación es de este tipo.</translation>
    </message>
    <message>
        <source>Nothing has these words: no name, no transcript, no answer.</source>
        <translation>Nada contiene estas palabras: ni nombres, ni transcripciones, ni respuestas.</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Proyecto</translation>
    </message>
    <message>
        <source>Project menu</source>
        <translation>Menú del proyecto</translation>
    </message>
    <message>
        <source>Project {name}, menu</source>
        <translation>Proyecto {name}, menú</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Search names, transcripts and analyses</source>
        <translation>Buscar en nombres, transcripciones y análisis</translation>
    </message>
    <message>
        <source>Search transcripts and analyses</source>
        <translation>Buscar en todo</translation>
    </message>
    <message>
        <source>Searching… {done} of {total}</source>
        <translation>Buscando… {done} de {total}</translation>
    </message>
    <message>
        <source>choose files…</source>
        <translation>elija archivos…</translation>
    </message>
    <message>
        <source>or</source>
        <translation>o</translation>
    </message>
</context>
<context>
    <name>LinkQuestion</name>
    <message>
        <source>A model wrote this link. It leads to {host}.</source>
        <translation>Este enlace lo escribió un modelo. Lleva a {host}.</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copiar la dirección</translation>
    </message>
    <message>
        <source>Do not open</source>
        <translation>No abrir</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Abrir en el navegador</translation>
    </message>
    <message>
        <source>Open this page?</source>
        <translation>¿Abrir esta página?</translation>
    </message>
</context>
<context>
    <name>MenuBar</name>
    <message>
        <source>&amp;About Sextant</source>
        <translation>&amp;Acerca de Sextant</translation>
    </message>
    <message>
        <source>&amp;Add recordings…</source>
        <translation>&amp;Añadir grabaciones…</translation>
    </message>
    <message>
        <source>&amp;Ask all questions again…</source>
        <translation>&amp;Preguntar todo de nuevo…</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Continuar</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Editar</translation>
    </message>
    <message>
        <source>&amp;Export all recordings</source>
        <translation>E&amp;xportar todas las grabaciones</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;First steps…</source>
        <translation>&amp;Primeros pasos…</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Pantalla completa</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Ay&amp;uda</translation>
    </message>
    <message>
        <source>&amp;Keys…</source>
        <translation>&amp;Claves…</translation>
    </message>
    <message>
        <source>&amp;Move this project…</source>
        <translation>&amp;Mover este proyecto…</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>Proyecto &amp;nuevo…</translation>
    </message>
    <message>
        <source>&amp;Practise with the sample</source>
        <translation>&amp;Practicar con el ejemplo</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>&amp;Recent projects</source>
        <translation>Proyectos &amp;recientes</translation>
    </message>
    <message>
        <source>&amp;Recording</source>
        <translation>&amp;Grabación</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rehacer</translation>
    </message>
    <message>
        <source>&amp;Search everything</source>
        <translation>&amp;Buscar en todo</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>A&amp;justes…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Detener</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Deshacer</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>Move to the &amp;trash…</source>
        <translation>Mover a la pape&amp;lera…</translation>
    </message>
    <message>
        <source>Open &amp;project…</source>
        <translation>Abrir &amp;proyecto…</translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation>Cambiar &amp;nombre…</translation>
    </message>
    <message>
        <source>Show in the &amp;file manager</source>
        <translation>Mostrar en el &amp;gestor de archivos</translation>
    </message>
    <message>
        <source>Show the project’s &amp;folder</source>
        <translation>Mostrar la carpeta del pro&amp;yecto</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy technical details</source>
        <translation>Copiar los detalles técnicos</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>Cerrar este mensaje</translation>
    </message>
    <message>
        <source>Message: {title}</source>
        <translation>Mensaje: {title}</translation>
    </message>
    <message>
        <source>Show technical details</source>
        <translation>Mostrar los detalles técnicos</translation>
    </message>
    <message>
        <source>Technical details</source>
        <translation>Detalles técnicos</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>y %Ln más</numerusform>
            <numerusform>y %Ln más</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelChooser</name>
    <message>
        <source>Another model for {title}</source>
        <translation>Otro modelo para {title}</translation>
    </message>
    <message>
        <source>Ask this model</source>
        <translation>Preguntar a este modelo</translation>
    </message>
    <message>
        <source>Fetching the list of models…</source>
        <translation>Obteniendo la lista de modelos…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation>Buscar por nombre</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>Buscar modelos</translation>
    </message>
    <message>
        <source>The price is an estimate for this transcript. The answer so far stays on disk.</source>
        <translation>El precio es una estimación para esta transcripción. La respuesta actual se queda en el disco.</translation>
    </message>
    <message>
        <source>There is no list of models here. Type the id of one.</source>
        <translation>Aquí no hay lista de modelos. Escriba el identificador de uno.</translation>
    </message>
</context>
<context>
    <name>ModelsModel</name>
    <message>
        <source>Context</source>
        <translation>Contexto</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>This answer</source>
        <translation>Esta respuesta</translation>
    </message>
    <message>
        <source>free; may train on it</source>
        <translation>gratis; puede usarse para entrenar</translation>
    </message>
    <message>
        <source>price unknown</source>
        <translation>precio desconocido</translation>
    </message>
    <message>
        <source>saved already</source>
        <translation>ya guardada</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message numerus="yes">
        <source>%n model(s) on offer.</source>
        <translation>
            <numerusform>%n modelo disponible.</numerusform>
            <numerusform>%n modelos disponibles.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add this id</source>
        <translation>Añadir este identificador</translation>
    </message>
    <message>
        <source>Asked: {models}.</source>
        <translation>Se pregunta a: {models}.</translation>
    </message>
    <message>
        <source>At least one model is asked. Tick another one first.</source>
        <translation>Se pregunta al menos a un modelo. Marque antes otro.</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>Obtener de nuevo</translation>
    </message>
    <message>
        <source>Fetch the list of models again</source>
        <translation>Obtener de nuevo la lista de modelos</translation>
    </message>
    <message>
        <source>Fetching the list of models…</source>
        <translation>Obteniendo la lista de modelos…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Search by name, or type an id</source>
        <translation>Busque por nombre o escriba un identificador</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>Buscar modelos</translation>
    </message>
    <message>
        <source>The open project has models of its own (project.json): {models}.</source>
        <translation>El proyecto abierto tiene sus propios modelos (project.json): {models}.</translation>
    </message>
    <message>
        <source>There is no list: {why} {remedy}</source>
        <translation>No hay lista: {why} {remedy}</translation>
    </message>
    <message>
        <source>This server has no list of models. Type their ids.</source>
        <translation>Este servidor no tiene lista de modelos. Escriba sus identificadores.</translation>
    </message>
    <message>
        <source>Tick those that new recordings are asked. Recordings you have keep theirs.</source>
        <translation>Marque los que se usan con grabaciones nuevas. Las que ya tiene conservan los suyos.</translation>
    </message>
    <message>
        <source>offered until {date}</source>
        <translation>disponible hasta {date}</translation>
    </message>
    <message>
        <source>the newest of its family, now {model}</source>
        <translation>el más nuevo de su familia, ahora {model}</translation>
    </message>
    <message>
        <source>{asked} Not on offer now: {gone}.</source>
        <translation>{asked} No disponible ahora: {gone}.</translation>
    </message>
    <message>
        <source>{model}
Free costs privacy: such providers may keep transcripts and train on them. It is not asked where “Privacy” allows only those that do not.</source>
        <translation>{model}
Lo gratis cuesta privacidad: esos proveedores pueden guardar las transcripciones y entrenar con ellas. No se le pregunta si «Privacidad» permite solo a los que no lo hacen.</translation>
    </message>
</context>
<context>
    <name>MomentPage</name>
    <message>
        <source>Choose a moment to see what each answer makes of it.</source>
        <translation>Elija un momento para ver qué dice de él cada respuesta.</translation>
    </message>
    <message>
        <source>The chosen moment</source>
        <translation>El momento elegido</translation>
    </message>
</context>
<context>
    <name>MomentsModel</name>
    <message>
        <source>Cited by {count} of {total}: {names}</source>
        <translation>Citado por {count} de {total}: {names}</translation>
    </message>
</context>
<context>
    <name>NetworkPage</name>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Also trusted: the certificates in {file}.</source>
        <translation>También son de confianza los certificados de {file}.</translation>
    </message>
    <message>
        <source>Asking whoever is there…</source>
        <translation>Preguntando quién hay allí…</translation>
    </message>
    <message>
        <source>Back to the usual address of {service}</source>
        <translation>Volver a la dirección habitual de {service}</translation>
    </message>
    <message>
        <source>Leave the addresses as they are, unless you use Deepgram&apos;s servers in the EU (https://api.eu.deepgram.com), a server of your own, or an OpenAI-compatible one on this computer (Ollama, LM Studio, vLLM).</source>
        <translation>Deje las direcciones como están, salvo que use los servidores de Deepgram en la UE (https://api.eu.deepgram.com), un servidor propio o uno compatible con OpenAI en este equipo (Ollama, LM Studio, vLLM).</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>Proxy and certificates</source>
        <translation>Proxy y certificados</translation>
    </message>
    <message>
        <source>Sextant goes the way the system says, or HTTPS_PROXY and NO_PROXY where they are set, and trusts the certificates the system trusts and those in SSL_CERT_FILE. Nothing turns the checks off.</source>
        <translation>Sextant sigue el camino que indica el sistema, o HTTPS_PROXY y NO_PROXY si están definidos, y confía en los certificados del sistema y en los de SSL_CERT_FILE. Nada desactiva las comprobaciones.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Probar</translation>
    </message>
    <message>
        <source>Test the address of {service}</source>
        <translation>Probar la dirección de {service}</translation>
    </message>
    <message>
        <source>Usual address</source>
        <translation>Dirección habitual</translation>
    </message>
    <message>
        <source>{service} is reached by the proxy {proxy}.</source>
        <translation>Se llega a {service} por el proxy {proxy}.</translation>
    </message>
    <message>
        <source>{service} is reached without a proxy.</source>
        <translation>Se llega a {service} sin proxy.</translation>
    </message>
    <message>
        <source>✓ The service answers there, and the key works.</source>
        <translation>✓ El servicio responde allí y la clave funciona.</translation>
    </message>
</context>
<context>
    <name>NewProjectDialog</name>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nombre</translation>
    </message>
    <message>
        <source>A folder cannot have this name everywhere: leave out {signs}</source>
        <translation>Una carpeta no puede llamarse así en todos los sistemas: quite {signs}</translation>
    </message>
    <message>
        <source>A project is a plain folder: move it, back it up, keep it in sync.</source>
        <translation>Un proyecto es una carpeta corriente: puede moverla, respaldarla y sincronizarla.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Choose the folder it lies in</source>
        <translation>Elegir la carpeta en la que estará</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Client interviews</source>
        <translation>Entrevistas con clientes</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>In which folder should the project lie?</source>
        <translation>¿En qué carpeta debe estar el proyecto?</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Proyecto nuevo</translation>
    </message>
    <message>
        <source>Start project</source>
        <translation>Crear proyecto</translation>
    </message>
    <message>
        <source>There is something of this name already. “Open project” opens it.</source>
        <translation>Ya hay algo con este nombre. «Abrir proyecto» lo abre.</translation>
    </message>
</context>
<context>
    <name>NewerVersion</name>
    <message>
        <source>Asking…</source>
        <translation>Preguntando…</translation>
    </message>
    <message>
        <source>Check for a newer version</source>
        <translation>Comprobar si hay una versión más reciente</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>Abrir su página</translation>
    </message>
    <message>
        <source>This is the newest version.</source>
        <translation>Esta es la versión más reciente.</translation>
    </message>
    <message>
        <source>Version {version} is offered at {address}</source>
        <translation>La versión {version} se ofrece en {address}</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message numerus="yes">
        <source>%Ln more item(s) cannot be used.</source>
        <translation>
            <numerusform>%Ln elemento más no se puede usar.</numerusform>
            <numerusform>%Ln elementos más no se pueden usar.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose anew what you had chosen.</source>
        <translation>Vuelva a elegir lo que había elegido.</translation>
    </message>
    <message>
        <source>Continue, or start Sextant again; copy the details if it happens once more.</source>
        <translation>Continúe o vuelva a iniciar Sextant; copie los detalles si ocurre otra vez.</translation>
    </message>
    <message>
        <source>Everything that had arrived is saved.</source>
        <translation>Todo lo que había llegado está guardado.</translation>
    </message>
    <message>
        <source>Everything that had arrived is saved; nothing was sent since.</source>
        <translation>Todo lo que había llegado está guardado; desde entonces no se ha enviado nada.</translation>
    </message>
    <message>
        <source>Go on where you were; if it happens again, copy the details for whoever looks after Sextant.</source>
        <translation>Siga donde estaba; si ocurre otra vez, copie los detalles para quien se ocupa de Sextant.</translation>
    </message>
    <message>
        <source>Open your project when you like. The next start is a usual one.</source>
        <translation>Abra su proyecto cuando quiera. El próximo inicio será normal.</translation>
    </message>
    <message>
        <source>Sextant ended unexpectedly the last time.</source>
        <translation>Sextant terminó de forma inesperada la última vez.</translation>
    </message>
    <message>
        <source>Something in Sextant itself went wrong.</source>
        <translation>Algo ha fallado en el propio Sextant.</translation>
    </message>
    <message>
        <source>The file is kept as {name}. Keys and projects are untouched.</source>
        <translation>El archivo se conserva como {name}. Las claves y los proyectos están intactos.</translation>
    </message>
    <message>
        <source>The settings could not be read, so the usual ones are used.</source>
        <translation>No se pudieron leer los ajustes, así que se usan los habituales.</translation>
    </message>
    <message>
        <source>This is a safe start: an empty project, and nothing runs.</source>
        <translation>Este es un inicio seguro: un proyecto vacío y nada en marcha.</translation>
    </message>
    <message>
        <source>Your projects and your settings are untouched.</source>
        <translation>Sus proyectos y sus ajustes están intactos.</translation>
    </message>
</context>
<context>
    <name>OffersModel</name>
    <message>
        <source>Context</source>
        <translation>Contexto</translation>
    </message>
    <message>
        <source>In / out</source>
        <translation>Entrada / salida</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>One answer</source>
        <translation>Una respuesta</translation>
    </message>
    <message>
        <source>One prompt about an hour of speech, as an estimate</source>
        <translation>Un prompt sobre una hora de conversación, estimado</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>Publicado</translation>
    </message>
    <message>
        <source>Tokens it can read at once. An hour of speech has about 15,000.</source>
        <translation>Tokens que puede leer de una vez. Una hora de conversación tiene unos 15 000.</translation>
    </message>
    <message>
        <source>US dollars per million tokens, read and written</source>
        <translation>Dólares por millón de tokens, leídos y escritos</translation>
    </message>
    <message>
        <source>free</source>
        <translation>gratis</translation>
    </message>
    <message>
        <source>may train on it</source>
        <translation>puede entrenar</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>desconocido</translation>
    </message>
</context>
<context>
    <name>Onward</name>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Elegir archivos…</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Leave it for now</source>
        <translation>Dejarlo por ahora</translation>
    </message>
    <message>
        <source>Skip this step</source>
        <translation>Saltar este paso</translation>
    </message>
    <message>
        <source>⚠ The key for {services} is still missing: nothing can be sent.</source>
        <translation>⚠ Falta aún la clave de {services}: no se puede enviar nada.</translation>
    </message>
    <message>
        <source>✓ All is ready. Drop a video anywhere into this window.</source>
        <translation>✓ Todo está listo. Suelte un vídeo en cualquier parte de esta ventana.</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Locked: chosen by {who}.</source>
        <translation>Bloqueado: lo eligió {who}.</translation>
    </message>
    <message>
        <source>Set by the environment variable {variable}, for this run. What you chose yourself is kept for runs without it.</source>
        <translation>Lo fija la variable de entorno {variable} en esta sesión. Lo que eligió usted se conserva para cuando no esté.</translation>
    </message>
    <message>
        <source>whoever set up this computer</source>
        <translation>quien configuró este equipo</translation>
    </message>
</context>
<context>
    <name>PlayerActions</name>
    <message>
        <source>Faster</source>
        <translation>Más rápido</translation>
    </message>
    <message>
        <source>Five seconds back</source>
        <translation>Cinco segundos atrás</translation>
    </message>
    <message>
        <source>Five seconds forward</source>
        <translation>Cinco segundos adelante</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Reproducir o pausar</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Más lento</translation>
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
        <translation>Coincidencias: más alto donde más análisis citan un momento</translation>
    </message>
    <message>
        <source>At {second} of {length}</source>
        <translation>En {second} de {length}</translation>
    </message>
    <message>
        <source>Five seconds back</source>
        <translation>Cinco segundos atrás</translation>
    </message>
    <message>
        <source>Five seconds back (Alt+Left)</source>
        <translation>Cinco segundos atrás (Alt+Izquierda)</translation>
    </message>
    <message>
        <source>Five seconds forward</source>
        <translation>Cinco segundos adelante</translation>
    </message>
    <message>
        <source>Five seconds forward (Alt+Right)</source>
        <translation>Cinco segundos adelante (Alt+Derecha)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Speed of the voices; their pitch stays</source>
        <translation>Velocidad de las voces; el tono no cambia</translation>
    </message>
    <message>
        <source>Speed: {speed}</source>
        <translation>Velocidad: {speed}</translation>
    </message>
    <message>
        <source>There is no audio to play yet.</source>
        <translation>Todavía no hay audio que reproducir.</translation>
    </message>
    <message>
        <source>{action} (space bar)</source>
        <translation>{action} (barra espaciadora)</translation>
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
        <translation>Preguntar en cada inicio si hay una versión más reciente</translation>
    </message>
    <message>
        <source>Asks for the number of the newest version and tells nothing about you or this computer; whoever answers sees your internet address, as every web page does. Nothing is downloaded.</source>
        <translation>Pregunta por el número de la versión más reciente y no dice nada de usted ni de este equipo; quien responde ve su dirección de internet, como cualquier página web. No se descarga nada.</translation>
    </message>
    <message>
        <source>Card numbers and their dates</source>
        <translation>Números de tarjeta y sus fechas</translation>
    </message>
    <message>
        <source>Deepgram</source>
        <translation>Deepgram</translation>
    </message>
    <message>
        <source>Deepgram writes a mark such as [CREDIT_CARD_1] in place of what it recognises, so models never see it. Deepgram itself still hears all of the audio, which also stays in your folder. It may miss some, and it costs a little more.</source>
        <translation>Deepgram escribe una marca como [CREDIT_CARD_1] en lugar de lo que reconoce, y los modelos nunca lo ven. Deepgram sí oye todo el audio, que también se queda en su carpeta. Puede pasar algo por alto, y cuesta un poco más.</translation>
    </message>
    <message>
        <source>Do not let Deepgram improve its models with my recordings</source>
        <translation>No permitir que Deepgram mejore sus modelos con mis grabaciones</translation>
    </message>
    <message>
        <source>Leaves out providers that store what they get. No free model can be asked then; a model with no provider left says so, and the others go on.</source>
        <translation>Deja fuera a los proveedores que guardan lo que reciben. Entonces no se puede preguntar a modelos gratuitos; un modelo sin proveedor lo dice, y los demás siguen.</translation>
    </message>
    <message>
        <source>Left out of the transcript</source>
        <translation>Se omite de la transcripción</translation>
    </message>
    <message>
        <source>Names, addresses, telephone numbers and the like</source>
        <translation>Nombres, direcciones, teléfonos y similares</translation>
    </message>
    <message>
        <source>New versions</source>
        <translation>Versiones nuevas</translation>
    </message>
    <message>
        <source>Only providers that do not keep or train on transcripts</source>
        <translation>Solo proveedores que no guardan las transcripciones ni entrenan con ellas</translation>
    </message>
    <message>
        <source>Only providers that promise to keep nothing at all</source>
        <translation>Solo proveedores que prometen no guardar nada</translation>
    </message>
    <message>
        <source>OpenRouter</source>
        <translation>OpenRouter</translation>
    </message>
    <message>
        <source>Other numbers that identify somebody</source>
        <translation>Otros números que identifican a alguien</translation>
    </message>
    <message>
        <source>Otherwise Deepgram keeps audio and transcript to improve its models. With this, it keeps them only while it works, and its price is higher: up to double.</source>
        <translation>De lo contrario, Deepgram guarda audio y transcripción para mejorar sus modelos. Así los guarda solo mientras trabaja, y su precio es mayor: hasta el doble.</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacidad</translation>
    </message>
    <message>
        <source>The audio goes to Deepgram, the transcript to OpenRouter and from there to the models you chose. Videos never leave this computer, and Sextant reports to nobody.</source>
        <translation>El audio va a Deepgram, la transcripción a OpenRouter y de allí a los modelos elegidos. Los vídeos nunca salen de este equipo, y Sextant no informa a nadie.</translation>
    </message>
    <message>
        <source>This address is asked: {address}</source>
        <translation>Se pregunta a esta dirección: {address}</translation>
    </message>
    <message>
        <source>Whoever made this copy of Sextant has not said where new versions are announced, so nobody is asked.</source>
        <translation>Quien preparó esta copia de Sextant no indicó dónde se anuncian las versiones nuevas, así que no se pregunta a nadie.</translation>
    </message>
    <message>
        <source>Zero data retention, by contract with OpenRouter. Fewer providers, so some models may be slower, dearer or not offered.</source>
        <translation>Sin retención de datos, por contrato con OpenRouter. Menos proveedores, así que algunos modelos pueden ser más lentos, más caros o no estar disponibles.</translation>
    </message>
</context>
<context>
    <name>ProjectExport</name>
    <message numerus="yes">
        <source>%n could not be exported.</source>
        <translation>
            <numerusform>%n no se pudo exportar.</numerusform>
            <numerusform>%n no se pudieron exportar.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written.</source>
        <translation>
            <numerusform>%n archivo escrito.</numerusform>
            <numerusform>%n archivos escritos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Export all recordings into which folder?</source>
        <translation>¿A qué carpeta se exportan todas las grabaciones?</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Mostrar la carpeta</translation>
    </message>
    <message>
        <source>{title} (.{ending})…</source>
        <translation>{title} (.{ending})…</translation>
    </message>
</context>
<context>
    <name>Projects</name>
    <message numerus="yes">
        <source>%n recording(s) of this one are being worked on.</source>
        <translation>
            <numerusform>Se está trabajando en %n grabación de este proyecto.</numerusform>
            <numerusform>Se está trabajando en %n grabaciones de este proyecto.</numerusform>
        </translation>
    </message>
    <message>
        <source>A file “project.json” and a folder of prompts would be added to it. What is in it already stays as it is.</source>
        <translation>Se le añadirían un archivo «project.json» y una carpeta de prompts. Lo que ya contiene queda como está.</translation>
    </message>
    <message>
        <source>Move the project into which folder?</source>
        <translation>¿A qué carpeta se mueve el proyecto?</translation>
    </message>
    <message>
        <source>Not while recordings are being worked on</source>
        <translation>No mientras se trabaja en grabaciones</translation>
    </message>
    <message>
        <source>Open a project: choose its folder</source>
        <translation>Abrir un proyecto: elija su carpeta</translation>
    </message>
    <message>
        <source>Open another project?</source>
        <translation>¿Abrir otro proyecto?</translation>
    </message>
    <message>
        <source>Start a project here</source>
        <translation>Crear un proyecto aquí</translation>
    </message>
    <message>
        <source>Start a project here?</source>
        <translation>¿Crear un proyecto aquí?</translation>
    </message>
    <message>
        <source>Stop and open</source>
        <translation>Detener y abrir</translation>
    </message>
    <message>
        <source>The work is stopped and what has arrived is saved. When you come back, “Continue” asks only for what is missing.</source>
        <translation>El trabajo se detiene y lo que ha llegado queda guardado. Cuando vuelva, «Continuar» pedirá solo lo que falte.</translation>
    </message>
    <message>
        <source>“{name}” is not a Sextant project yet.</source>
        <translation>«{name}» todavía no es un proyecto de Sextant.</translation>
    </message>
</context>
<context>
    <name>PromptEditor</name>
    <message>
        <source>Comes with the program and stays as it is. Duplicate it to edit.</source>
        <translation>Viene con el programa y queda como está. Duplíquelo para editarlo.</translation>
    </message>
    <message numerus="yes">
        <source>It is longer than %n character(s).</source>
        <translation>
            <numerusform>Tiene más de %n carácter.</numerusform>
            <numerusform>Tiene más de %n caracteres.</numerusform>
        </translation>
    </message>
    <message>
        <source>It needs a title.</source>
        <translation>Necesita un título.</translation>
    </message>
    <message>
        <source>It says nothing.</source>
        <translation>No dice nada.</translation>
    </message>
    <message>
        <source>Not saved yet. The text so far is kept among the earlier ones.</source>
        <translation>Sin guardar todavía. El texto actual se conserva entre los anteriores.</translation>
    </message>
    <message>
        <source>Open a recording to see its transcript in front of this.</source>
        <translation>Abra una grabación para ver delante su transcripción.</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vista previa</translation>
    </message>
    <message>
        <source>Replaced by facts of each recording: {names}</source>
        <translation>Se sustituyen por datos de cada grabación: {names}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Save the prompt</source>
        <translation>Guardar el prompt</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>What a model would get</source>
        <translation>Lo que recibiría un modelo</translation>
    </message>
    <message>
        <source>What it asks, in a line</source>
        <translation>Qué pregunta, en una línea</translation>
    </message>
    <message>
        <source>What the models are told</source>
        <translation>Lo que se dice a los modelos</translation>
    </message>
    <message>
        <source>{{{{{name}}}}} stands for nothing. Did you mean {{{{{close}}}}}?</source>
        <translation>{{{{{name}}}}} no representa nada. ¿Quiso decir {{{{{close}}}}}?</translation>
    </message>
    <message>
        <source>{{{{{name}}}}} stands for nothing; models would read it as it is.</source>
        <translation>{{{{{name}}}}} no representa nada; los modelos lo leerían tal cual.</translation>
    </message>
    <message numerus="yes">
        <source>… %n more line(s) of “{recording}” …</source>
        <translation>
            <numerusform>… %n línea más de «{recording}» …</numerusform>
            <numerusform>… %n líneas más de «{recording}» …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromptsPage</name>
    <message>
        <source>At least one prompt is asked. Tick another one first.</source>
        <translation>Se usa al menos un prompt. Marque antes otro.</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicar</translation>
    </message>
    <message>
        <source>Duplicate the prompt</source>
        <translation>Duplicar el prompt</translation>
    </message>
    <message>
        <source>Earlier texts</source>
        <translation>Textos anteriores</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>New prompt</source>
        <translation>Prompt nuevo</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Prompts</translation>
    </message>
    <message>
        <source>Say what the models are to do with the transcript.</source>
        <translation>Diga qué deben hacer los modelos con la transcripción.</translation>
    </message>
    <message>
        <source>Ticked prompts are asked of new recordings in this project, each of every model. An edited text makes new answers; the old ones stay beside them.</source>
        <translation>Los prompts marcados se usan con las grabaciones nuevas de este proyecto, cada uno con cada modelo. Un texto editado da respuestas nuevas; las antiguas quedan al lado.</translation>
    </message>
    <message>
        <source>Write a new prompt</source>
        <translation>Escribir un prompt nuevo</translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation>{title} (copia)</translation>
    </message>
</context>
<context>
    <name>RecordingDeeds</name>
    <message numerus="yes">
        <source>%n answer(s) will be asked for again, and paid for again.</source>
        <translation>
            <numerusform>%n respuesta se pedirá y se pagará de nuevo.</numerusform>
            <numerusform>%n respuestas se pedirán y se pagarán de nuevo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) go to the trash.</source>
        <translation>
            <numerusform>%n grabación va a la papelera.</numerusform>
            <numerusform>%n grabaciones van a la papelera.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Preguntar de nuevo</translation>
    </message>
    <message>
        <source>Ask again?</source>
        <translation>¿Preguntar de nuevo?</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>Mover a la papelera</translation>
    </message>
    <message>
        <source>Move to the trash?</source>
        <translation>¿Mover a la papelera?</translation>
    </message>
    <message>
        <source>The answers that are there now are replaced as the new ones arrive. Audio and transcript are kept and cost nothing.</source>
        <translation>Las respuestas actuales se sustituyen a medida que llegan las nuevas. El audio y la transcripción se conservan y no cuestan nada.</translation>
    </message>
    <message>
        <source>With audio, transcript and answers. Your own video is not touched, and “Undo” brings the recording back for as long as the trash keeps it.</source>
        <translation>Con audio, transcripción y respuestas. Su vídeo no se toca, y «Deshacer» recupera la grabación mientras siga en la papelera.</translation>
    </message>
    <message>
        <source>“{name}” goes to the trash.</source>
        <translation>«{name}» va a la papelera.</translation>
    </message>
</context>
<context>
    <name>RecordingDelegate</name>
    <message>
        <source>Name of the recording</source>
        <translation>Nombre de la grabación</translation>
    </message>
</context>
<context>
    <name>RecordingHeader</name>
    <message numerus="yes">
        <source>%Ln speaker(s)</source>
        <translation>
            <numerusform>%Ln hablante</numerusform>
            <numerusform>%Ln hablantes</numerusform>
        </translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Continue this recording</source>
        <translation>Continuar esta grabación</translation>
    </message>
    <message>
        <source>Deepgram: {cost}, from its list prices; it reports none itself</source>
        <translation>Deepgram: {cost} según sus tarifas; no comunica el importe</translation>
    </message>
    <message>
        <source>OpenRouter: {cost}, as reported by it</source>
        <translation>OpenRouter: {cost}, según comunica</translation>
    </message>
    <message>
        <source>Practice: extracts made on this computer, not AI</source>
        <translation>Práctica: extractos hechos en este equipo, sin IA</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Stop the work on this recording</source>
        <translation>Detener el trabajo en esta grabación</translation>
    </message>
</context>
<context>
    <name>RecordingPage</name>
    <message>
        <source>The transcript appears here as soon as it has arrived.</source>
        <translation>La transcripción aparecerá aquí en cuanto llegue.</translation>
    </message>
</context>
<context>
    <name>RecordingsList</name>
    <message>
        <source>Recordings</source>
        <translation>Grabaciones</translation>
    </message>
</context>
<context>
    <name>Sending</name>
    <message numerus="yes">
        <source>%n recordings are here already: nothing is sent</source>
        <translation>
            <numerusform>%n grabación ya está aquí: no se envía nada</numerusform>
            <numerusform>%n grabaciones ya están aquí: no se envía nada</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recordings have begun</source>
        <translation>
            <numerusform>Ha empezado %n grabación</numerusform>
            <numerusform>Han empezado %n grabaciones</numerusform>
        </translation>
    </message>
    <message>
        <source>Cost unknown</source>
        <translation>Coste desconocido</translation>
    </message>
    <message>
        <source>It is long for one of the models.</source>
        <translation>Es larga para uno de los modelos.</translation>
    </message>
    <message>
        <source>It may cost more than {limit}; the limit is in the settings.</source>
        <translation>Puede costar más de {limit}; el límite está en los ajustes.</translation>
    </message>
    <message>
        <source>Of a part of it nobody knows the cost.</source>
        <translation>De una parte nadie conoce el coste.</translation>
    </message>
    <message>
        <source>The list of prices cannot be had, so the cost is unknown. {why}</source>
        <translation>No se puede obtener la lista de precios, así que el coste es desconocido. {why}</translation>
    </message>
    <message>
        <source>about {cost}</source>
        <translation>unos {cost}</translation>
    </message>
    <message>
        <source>about {low} to {high}</source>
        <translation>entre {low} y {high} aprox.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>y %n más</numerusform>
            <numerusform>y %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>saved already</source>
        <translation>ya guardada</translation>
    </message>
    <message>
        <source>sent: the audio and the transcript, never the video</source>
        <translation>se envían el audio y la transcripción, nunca el vídeo</translation>
    </message>
    <message>
        <source>sent: the transcript, never the video</source>
        <translation>se envía la transcripción, nunca el vídeo</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>desconocido</translation>
    </message>
    <message>
        <source>{length}, {cost}, and a part unknown</source>
        <translation>{length}, {cost} y una parte desconocida</translation>
    </message>
    <message>
        <source>{length}, {cost}, both services together</source>
        <translation>{length}, {cost}, ambos servicios juntos</translation>
    </message>
    <message>
        <source>“{name}” has begun</source>
        <translation>«{name}» ha empezado</translation>
    </message>
    <message>
        <source>“{name}” is here already: nothing is sent</source>
        <translation>«{name}» ya está aquí: no se envía nada</translation>
    </message>
</context>
<context>
    <name>SendingBar</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Close this line</source>
        <translation>Cerrar esta línea</translation>
    </message>
</context>
<context>
    <name>SendingQuestion</name>
    <message>
        <source>Before sending</source>
        <translation>Antes de enviar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>May be too long for {models}. Nothing is ever cut: what does not fit is not asked, and you choose another model for it, or leave it.</source>
        <translation>Puede ser demasiado larga para {models}. Nunca se recorta nada: lo que no cabe no se pregunta, y usted elige otro modelo o lo deja.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message numerus="yes">
        <source>Send %n recording(s)?</source>
        <translation>
            <numerusform>¿Enviar %n grabación?</numerusform>
            <numerusform>¿Enviar %n grabaciones?</numerusform>
        </translation>
    </message>
    <message>
        <source>The audio goes to Deepgram, the transcript to OpenRouter and the models. The videos stay here. What is saved already is not sent or paid again.</source>
        <translation>El audio va a Deepgram, la transcripción a OpenRouter y los modelos. Los vídeos se quedan aquí. Lo ya guardado no se envía ni se paga de nuevo.</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>Add credit to the account, then continue.</source>
        <translation>Añada saldo a la cuenta y continúe.</translation>
    </message>
    <message>
        <source>Add it under Keys, or try practice mode, which needs none.</source>
        <translation>Añádala en «Claves» o pruebe el modo de práctica, que no necesita ninguna.</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>Árabe</translation>
    </message>
    <message>
        <source>Ask again for a whole answer.</source>
        <translation>Pregunte de nuevo para obtener una respuesta completa.</translation>
    </message>
    <message>
        <source>Ask again, or use another model.</source>
        <translation>Pregunte de nuevo o use otro modelo.</translation>
    </message>
    <message>
        <source>Ask again, which allows twice the length, or use another model for this answer.</source>
        <translation>Pregunte de nuevo, con el doble de longitud permitida, o use otro modelo para esta respuesta.</translation>
    </message>
    <message>
        <source>Ask again: it may then be twice as long.</source>
        <translation>Pregunte de nuevo: entonces podrá ser el doble de larga.</translation>
    </message>
    <message>
        <source>Ask whoever gave you Sextant for a new one.</source>
        <translation>Pida otra a quien le proporcionó Sextant.</translation>
    </message>
    <message>
        <source>Bangla</source>
        <translation>Bengalí</translation>
    </message>
    <message>
        <source>Belarusian</source>
        <translation>Bielorruso</translation>
    </message>
    <message>
        <source>Bosnian</source>
        <translation>Bosnio</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>Resumen</translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation>Búlgaro</translation>
    </message>
    <message>
        <source>Catalan</source>
        <translation>Catalán</translation>
    </message>
    <message>
        <source>Check in a media player that it has sound; export it again with audio.</source>
        <translation>Compruebe en un reproductor que tiene sonido; expórtela de nuevo con audio.</translation>
    </message>
    <message>
        <source>Check its permissions, or choose a project in your own folder.</source>
        <translation>Compruebe sus permisos o elija un proyecto en su propia carpeta.</translation>
    </message>
    <message>
        <source>Check its permissions, or copy it to your own folder.</source>
        <translation>Compruebe sus permisos o cópielo en su propia carpeta.</translation>
    </message>
    <message>
        <source>Check that it plays in a media player; copy the details if it does.</source>
        <translation>Compruebe que se reproduce en un reproductor; si es así, copie los detalles.</translation>
    </message>
    <message>
        <source>Check that it plays in a media player; try exporting it again.</source>
        <translation>Compruebe que se reproduce en un reproductor; pruebe a exportarla de nuevo.</translation>
    </message>
    <message>
        <source>Check that its disk is connected and that the path names a folder, then try again.</source>
        <translation>Compruebe que su disco está conectado y que la ruta lleva a una carpeta, y vuelva a intentarlo.</translation>
    </message>
    <message>
        <source>Check that its drive or share is connected, then try again.</source>
        <translation>Compruebe que su unidad o recurso compartido está conectado y vuelva a intentarlo.</translation>
    </message>
    <message>
        <source>Check that the right language and audio track are chosen, then transcribe again.</source>
        <translation>Compruebe que el idioma y la pista de audio son los correctos y transcriba de nuevo.</translation>
    </message>
    <message>
        <source>Check the internet connection or the proxy, then continue.</source>
        <translation>Compruebe la conexión a internet o el proxy y continúe.</translation>
    </message>
    <message>
        <source>Check the settings; copy the details if they look right.</source>
        <translation>Compruebe los ajustes; si parecen correctos, copie los detalles.</translation>
    </message>
    <message>
        <source>Check under Keys that it is complete and still valid.</source>
        <translation>Compruebe en «Claves» que está completa y sigue siendo válida.</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Chino</translation>
    </message>
    <message>
        <source>Choose a folder outside of it that holds nothing of this name.</source>
        <translation>Elija una carpeta fuera de él que no contenga nada con este nombre.</translation>
    </message>
    <message>
        <source>Choose a folder that holds a project.json, or start a new project.</source>
        <translation>Elija una carpeta que contenga un project.json o cree un proyecto nuevo.</translation>
    </message>
    <message>
        <source>Choose a folder that holds video or audio files.</source>
        <translation>Elija una carpeta que contenga archivos de vídeo o audio.</translation>
    </message>
    <message>
        <source>Choose a model with a larger context for this answer.</source>
        <translation>Elija para esta respuesta un modelo con más contexto.</translation>
    </message>
    <message>
        <source>Choose another language, or automatic.</source>
        <translation>Elija otro idioma o la detección automática.</translation>
    </message>
    <message>
        <source>Choose another model for this answer.</source>
        <translation>Elija otro modelo para esta respuesta.</translation>
    </message>
    <message>
        <source>Choose another model, or allow more in the privacy settings.</source>
        <translation>Elija otro modelo o permita más en los ajustes de privacidad.</translation>
    </message>
    <message>
        <source>Choose the recording itself; open it in a media player first to make sure it plays.</source>
        <translation>Elija la grabación misma; ábrala antes en un reproductor para asegurarse de que se reproduce.</translation>
    </message>
    <message>
        <source>Connect loudspeakers or headphones, then press play again.</source>
        <translation>Conecte altavoces o auriculares y pulse Reproducir de nuevo.</translation>
    </message>
    <message>
        <source>Continue later; finished steps are not repeated.</source>
        <translation>Continúe más tarde; los pasos terminados no se repiten.</translation>
    </message>
    <message>
        <source>Continue to send it again; that is not done without you, as it costs again.</source>
        <translation>«Continuar» la envía de nuevo; no se hace sin usted, porque vuelve a costar.</translation>
    </message>
    <message>
        <source>Continue when the connection is better; an upload begins anew each time.</source>
        <translation>Continúe cuando la conexión sea mejor; cada subida empieza desde el principio.</translation>
    </message>
    <message>
        <source>Copy it again from its source, or repair it with the recorder&apos;s own program.</source>
        <translation>Cópiela de nuevo desde su origen o repárela con el programa de la grabadora.</translation>
    </message>
    <message>
        <source>Correct it in the settings, or in the variable that names it.</source>
        <translation>Corríjala en los ajustes o en la variable que la indica.</translation>
    </message>
    <message>
        <source>Correct the file, or choose another prompt.</source>
        <translation>Corrija el archivo o elija otro prompt.</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Crítico</translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation>Croata</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>Checo</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>Danés</translation>
    </message>
    <message>
        <source>Download or export the recording itself and use that file.</source>
        <translation>Descargue o exporte la grabación misma y use ese archivo.</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>Neerlandés</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Inglés</translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation>Estonio</translation>
    </message>
    <message>
        <source>Everything else works.</source>
        <translation>Todo lo demás funciona.</translation>
    </message>
    <message>
        <source>Everything that had arrived is saved.</source>
        <translation>Todo lo que había llegado está guardado.</translation>
    </message>
    <message>
        <source>Filipino</source>
        <translation>Filipino</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>Finés</translation>
    </message>
    <message>
        <source>Free some room, then continue; finished steps are not repeated.</source>
        <translation>Libere espacio y continúe; los pasos terminados no se repiten.</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Francés</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Alemán</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>Griego</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>Hebreo</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>Hindi</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>Húngaro</translation>
    </message>
    <message>
        <source>If your company inspects connections, its root certificate must be in this system&apos;s store, or in the file that SSL_CERT_FILE names. Check this computer&apos;s date, too.</source>
        <translation>Si su empresa inspecciona las conexiones, su certificado raíz debe estar en el almacén de este sistema o en el archivo que indica SSL_CERT_FILE. Compruebe también la fecha de este equipo.</translation>
    </message>
    <message>
        <source>Indonesian</source>
        <translation>Indonesio</translation>
    </message>
    <message>
        <source>Install Sextant again; a virus scanner may have removed the tool.</source>
        <translation>Instale Sextant de nuevo; puede que un antivirus haya eliminado la herramienta.</translation>
    </message>
    <message>
        <source>Install Sextant again; its speech recogniser may be missing.</source>
        <translation>Instale Sextant de nuevo; puede que falte su reconocedor de voz.</translation>
    </message>
    <message>
        <source>It can be read here and was not changed.</source>
        <translation>Aquí se puede leer y no se ha modificado.</translation>
    </message>
    <message>
        <source>It is where it was, and Sextant deletes nothing by itself.</source>
        <translation>Sigue donde estaba, y Sextant no borra nada por su cuenta.</translation>
    </message>
    <message>
        <source>It may not have been copied completely. Copy it again from its source.</source>
        <translation>Puede que no se copiara por completo. Cópielo de nuevo desde su origen.</translation>
    </message>
    <message>
        <source>It was left as it is.</source>
        <translation>Se ha dejado como está.</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>Italiano</translation>
    </message>
    <message>
        <source>JSON for other programs</source>
        <translation>JSON para otros programas</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japonés</translation>
    </message>
    <message>
        <source>Kannada</source>
        <translation>Canarés</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>Coreano</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>Letón</translation>
    </message>
    <message>
        <source>Let them finish first, or choose two or more of those that are there.</source>
        <translation>Espere a que terminen o elija dos o más de las que ya están.</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>Lituano</translation>
    </message>
    <message>
        <source>Macedonian</source>
        <translation>Macedonio</translation>
    </message>
    <message>
        <source>Make a key with more rights, or ask whoever manages the account.</source>
        <translation>Cree una clave con más permisos o pregunte a quien administra la cuenta.</translation>
    </message>
    <message>
        <source>Malay</source>
        <translation>Malayo</translation>
    </message>
    <message>
        <source>Marathi</source>
        <translation>Maratí</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Name an HTTP proxy in HTTPS_PROXY, as in http://proxy:8080.</source>
        <translation>Indique un proxy HTTP en HTTPS_PROXY, como http://proxy:8080.</translation>
    </message>
    <message>
        <source>No key was written to any file.</source>
        <translation>No se escribió ninguna clave en ningún archivo.</translation>
    </message>
    <message>
        <source>No other model was asked in its place.</source>
        <translation>No se preguntó a ningún otro modelo en su lugar.</translation>
    </message>
    <message>
        <source>No provider of {model} meets the privacy settings.</source>
        <translation>Ningún proveedor de {model} cumple los ajustes de privacidad.</translation>
    </message>
    <message>
        <source>No sound device was found, so nothing can be heard.</source>
        <translation>No se encontró ningún dispositivo de sonido, así que no se oirá nada.</translation>
    </message>
    <message>
        <source>No speech was recognised.</source>
        <translation>No se reconoció ninguna voz.</translation>
    </message>
    <message>
        <source>Norwegian Bokmål</source>
        <translation>Noruego</translation>
    </message>
    <message>
        <source>Not all answers are finished yet; {missing} to go.</source>
        <translation>Todavía no están terminadas todas las respuestas; faltan {missing}.</translation>
    </message>
    <message>
        <source>Nothing in it was changed.</source>
        <translation>No se ha modificado nada en ella.</translation>
    </message>
    <message>
        <source>Nothing past the limit was sent; what is finished is saved.</source>
        <translation>No se envió nada por encima del límite; lo terminado está guardado.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>No se ha modificado nada.</translation>
    </message>
    <message>
        <source>Nothing was charged.</source>
        <translation>No se ha cobrado nada.</translation>
    </message>
    <message>
        <source>Nothing was cut and nothing was charged for it.</source>
        <translation>No se ha recortado ni cobrado nada.</translation>
    </message>
    <message>
        <source>Nothing was done.</source>
        <translation>No se ha hecho nada.</translation>
    </message>
    <message>
        <source>Nothing was sent twice.</source>
        <translation>No se ha enviado nada dos veces.</translation>
    </message>
    <message>
        <source>Nothing was sent, and your file is untouched.</source>
        <translation>No se ha enviado nada y su archivo está intacto.</translation>
    </message>
    <message>
        <source>Nothing was sent, neither the key nor the recording.</source>
        <translation>No se ha enviado nada: ni la clave ni la grabación.</translation>
    </message>
    <message>
        <source>Only a part of {service}&apos;s answer arrived.</source>
        <translation>Solo llegó una parte de la respuesta de {service}.</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>Persa</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>Polaco</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>Portugués</translation>
    </message>
    <message>
        <source>Practice mode could not be started.</source>
        <translation>No se pudo iniciar el modo de práctica.</translation>
    </message>
    <message>
        <source>Put the first one back, or drop it in from where it is now. Another file becomes a recording of its own when it is dropped in.</source>
        <translation>Vuelva a poner el primero en su sitio o arrástrelo desde donde está ahora. Otro archivo se convierte en una grabación propia al arrastrarlo.</translation>
    </message>
    <message>
        <source>REFI-QDA project for MAXQDA, ATLAS.ti, NVivo</source>
        <translation>Proyecto REFI-QDA para MAXQDA, ATLAS.ti, NVivo</translation>
    </message>
    <message>
        <source>Raise it in the settings under Spending and continue, or continue next month.</source>
        <translation>Súbalo en los ajustes, en «Gastos», y continúe, o continúe el mes que viene.</translation>
    </message>
    <message>
        <source>Raise the limit and continue, or choose fewer or cheaper models.</source>
        <translation>Suba el límite y continúe, o elija menos modelos o más baratos.</translation>
    </message>
    <message>
        <source>Report as a PDF</source>
        <translation>Informe en PDF</translation>
    </message>
    <message>
        <source>Report as a web page</source>
        <translation>Informe como página web</translation>
    </message>
    <message>
        <source>Restore it from a backup, or move it away and continue.</source>
        <translation>Recupérelo de una copia de seguridad o apártelo y continúe.</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>Rumano</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>Ruso</translation>
    </message>
    <message>
        <source>See in the recording&apos;s folder whether another program plays it.</source>
        <translation>Vea en la carpeta de la grabación si otro programa lo reproduce.</translation>
    </message>
    <message>
        <source>See sextant --help.</source>
        <translation>Consulte sextant --help.</translation>
    </message>
    <message>
        <source>See sextant list for the names.</source>
        <translation>sextant list muestra los nombres.</translation>
    </message>
    <message>
        <source>Serbian</source>
        <translation>Serbio</translation>
    </message>
    <message>
        <source>Show it in the file manager and remove it there.</source>
        <translation>Muéstrela en el gestor de archivos y elimínela allí.</translation>
    </message>
    <message>
        <source>Sign in to the network in a browser, or check the proxy, then continue.</source>
        <translation>Inicie sesión en la red con un navegador o compruebe el proxy, y continúe.</translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation>Eslovaco</translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation>Esloveno</translation>
    </message>
    <message>
        <source>Something between this computer and {service} answered in its place.</source>
        <translation>Algo entre este equipo y {service} respondió en su lugar.</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>Algo ha fallado.</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Español</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Hablante</translation>
    </message>
    <message>
        <source>Speaker {number}</source>
        <translation>Hablante {number}</translation>
    </message>
    <message>
        <source>Split the recording into shorter parts.</source>
        <translation>Divida la grabación en partes más cortas.</translation>
    </message>
    <message>
        <source>Subtitles (SubRip)</source>
        <translation>Subtítulos (SubRip)</translation>
    </message>
    <message>
        <source>Subtitles (WebVTT)</source>
        <translation>Subtítulos (WebVTT)</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>Sueco</translation>
    </message>
    <message>
        <source>Table of moments and quotations</source>
        <translation>Tabla de momentos y citas</translation>
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
        <translation>Tailandés</translation>
    </message>
    <message>
        <source>The address set for {service} cannot be used: {why}</source>
        <translation>La dirección de {service} no se puede usar: {why}</translation>
    </message>
    <message>
        <source>The address set for {service} is not protected: anybody between could read along.</source>
        <translation>La dirección de {service} no está protegida: cualquiera podría leer por el camino.</translation>
    </message>
    <message>
        <source>The answer of {service} arrived incomplete.</source>
        <translation>La respuesta de {service} llegó incompleta.</translation>
    </message>
    <message>
        <source>The answer was cut short: it reached the length allowed.</source>
        <translation>La respuesta quedó cortada: alcanzó la longitud permitida.</translation>
    </message>
    <message>
        <source>The answer was cut short: {why}</source>
        <translation>La respuesta quedó cortada: {why}</translation>
    </message>
    <message>
        <source>The audio and the service&apos;s answer are saved.</source>
        <translation>El audio y la respuesta del servicio están guardados.</translation>
    </message>
    <message>
        <source>The audio is larger than {service} accepts.</source>
        <translation>El audio es mayor de lo que acepta {service}.</translation>
    </message>
    <message>
        <source>The audio is saved, and so is the part that arrived, for you to read. The transcription may have been charged.</source>
        <translation>El audio está guardado, y también la parte que llegó, para que pueda leerla. Puede que la transcripción se haya cobrado.</translation>
    </message>
    <message>
        <source>The audio is saved. The transcription may have been charged.</source>
        <translation>El audio está guardado. Puede que la transcripción se haya cobrado.</translation>
    </message>
    <message>
        <source>The audio of “{name}” could not be taken out.</source>
        <translation>No se pudo extraer el audio de «{name}».</translation>
    </message>
    <message>
        <source>The audio tool (ffmpeg) cannot be started.</source>
        <translation>No se puede iniciar la herramienta de audio (ffmpeg).</translation>
    </message>
    <message>
        <source>The configuration that came with Sextant cannot be used: {why}</source>
        <translation>La configuración que venía con Sextant no se puede usar: {why}</translation>
    </message>
    <message>
        <source>The configuration that came with Sextant cannot be used: “{setting}” is no setting that it can choose.</source>
        <translation>La configuración que venía con Sextant no se puede usar: «{setting}» no es un ajuste que pueda elegir.</translation>
    </message>
    <message>
        <source>The connection to {service} broke off.</source>
        <translation>La conexión con {service} se interrumpió.</translation>
    </message>
    <message>
        <source>The connection to {service} is not safe: {why}</source>
        <translation>La conexión con {service} no es segura: {why}</translation>
    </message>
    <message>
        <source>The key for {service} is missing.</source>
        <translation>Falta la clave de {service}.</translation>
    </message>
    <message>
        <source>The limit of {limit} for this month could be passed.</source>
        <translation>Se podría superar el límite de {limit} de este mes.</translation>
    </message>
    <message>
        <source>The model declined to answer.</source>
        <translation>El modelo se negó a responder.</translation>
    </message>
    <message>
        <source>The model sent an empty answer.</source>
        <translation>El modelo envió una respuesta vacía.</translation>
    </message>
    <message>
        <source>The model used up the length allowed by thinking.</source>
        <translation>El modelo gastó pensando toda la longitud permitida.</translation>
    </message>
    <message>
        <source>The model {model} is not offered at present.</source>
        <translation>El modelo {model} no está disponible por ahora.</translation>
    </message>
    <message>
        <source>The project is where it was.</source>
        <translation>El proyecto sigue donde estaba.</translation>
    </message>
    <message>
        <source>The project&apos;s disk is full.</source>
        <translation>El disco del proyecto está lleno.</translation>
    </message>
    <message>
        <source>The project&apos;s folder cannot be used.</source>
        <translation>No se puede usar la carpeta del proyecto.</translation>
    </message>
    <message>
        <source>The project&apos;s folder cannot be written to.</source>
        <translation>No se puede escribir en la carpeta del proyecto.</translation>
    </message>
    <message>
        <source>The prompt “{name}” cannot be used: it is longer than {most} characters.</source>
        <translation>El prompt «{name}» no se puede usar: tiene más de {most} caracteres.</translation>
    </message>
    <message>
        <source>The prompt “{name}” cannot be used: {why}</source>
        <translation>El prompt «{name}» no se puede usar: {why}</translation>
    </message>
    <message>
        <source>The provider&apos;s content filter turned the transcript away.</source>
        <translation>El filtro de contenido del proveedor rechazó la transcripción.</translation>
    </message>
    <message>
        <source>The proxy of this network wants a name and a password.</source>
        <translation>El proxy de esta red pide un nombre y una contraseña.</translation>
    </message>
    <message>
        <source>The proxy set on this computer cannot be used to reach {service}.</source>
        <translation>Con el proxy configurado en este equipo no se puede llegar a {service}.</translation>
    </message>
    <message>
        <source>The saved file “{name}” cannot be read.</source>
        <translation>No se puede leer el archivo guardado «{name}».</translation>
    </message>
    <message>
        <source>The spending limit of {limit} would be passed.</source>
        <translation>Se superaría el límite de gasto de {limit}.</translation>
    </message>
    <message>
        <source>The system&apos;s keyring is not available.</source>
        <translation>El llavero del sistema no está disponible.</translation>
    </message>
    <message>
        <source>The text so far is kept.</source>
        <translation>El texto recibido se conserva.</translation>
    </message>
    <message>
        <source>The transcript and the answers are untouched.</source>
        <translation>La transcripción y las respuestas están intactas.</translation>
    </message>
    <message>
        <source>The transcript is too long for {model}.</source>
        <translation>La transcripción es demasiado larga para {model}.</translation>
    </message>
    <message>
        <source>The transcript was not sent to it.</source>
        <translation>No se le envió la transcripción.</translation>
    </message>
    <message>
        <source>The upload was too slow for {service}.</source>
        <translation>La subida fue demasiado lenta para {service}.</translation>
    </message>
    <message>
        <source>The {service} account has not enough credit.</source>
        <translation>La cuenta de {service} no tiene saldo suficiente.</translation>
    </message>
    <message>
        <source>The {service} key is not allowed to do this.</source>
        <translation>La clave de {service} no tiene permiso para esto.</translation>
    </message>
    <message>
        <source>There are no recordings in the folder “{name}”.</source>
        <translation>No hay grabaciones en la carpeta «{name}».</translation>
    </message>
    <message>
        <source>There is no recording “{name}” in this project.</source>
        <translation>En este proyecto no hay ninguna grabación «{name}».</translation>
    </message>
    <message>
        <source>There is no transcript yet to make subtitles of.</source>
        <translation>Todavía no hay transcripción para hacer subtítulos.</translation>
    </message>
    <message>
        <source>This request was not charged; everything that had arrived is saved.</source>
        <translation>Esta solicitud no se cobró; todo lo que había llegado está guardado.</translation>
    </message>
    <message>
        <source>Try again in a moment, or use another model.</source>
        <translation>Vuelva a intentarlo en un momento o use otro modelo.</translation>
    </message>
    <message>
        <source>Try again in some minutes.</source>
        <translation>Vuelva a intentarlo en unos minutos.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Vuelva a intentarlo.</translation>
    </message>
    <message>
        <source>Try again. The request may have been charged.</source>
        <translation>Vuelva a intentarlo. Puede que la solicitud se haya cobrado.</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>Turco</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>Ucraniano</translation>
    </message>
    <message>
        <source>Unlock or install a keyring; until then keys last for this run only, or come from DEEPGRAM_API_KEY and OPENROUTER_API_KEY.</source>
        <translation>Desbloquee o instale un llavero; hasta entonces las claves duran solo hasta cerrar, o vienen de DEEPGRAM_API_KEY y OPENROUTER_API_KEY.</translation>
    </message>
    <message>
        <source>Update Sextant to work on it.</source>
        <translation>Actualice Sextant para trabajar con él.</translation>
    </message>
    <message>
        <source>Urdu</source>
        <translation>Urdu</translation>
    </message>
    <message>
        <source>Use a recording without copy protection.</source>
        <translation>Use una grabación sin protección contra copia.</translation>
    </message>
    <message>
        <source>Use an address that begins with https://, or a server on this very computer.</source>
        <translation>Use una dirección que empiece por https:// o un servidor de este mismo equipo.</translation>
    </message>
    <message>
        <source>Use another model for this answer.</source>
        <translation>Use otro modelo para esta respuesta.</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>Vietnamita</translation>
    </message>
    <message>
        <source>Wait until the other window or computer is through.</source>
        <translation>Espere a que termine la otra ventana o el otro equipo.</translation>
    </message>
    <message>
        <source>Weak points, contradictions, unspoken assumptions, and what to ask next</source>
        <translation>Puntos débiles, contradicciones, supuestos tácitos y qué preguntar después</translation>
    </message>
    <message>
        <source>What it wrote is kept.</source>
        <translation>Lo que escribió se conserva.</translation>
    </message>
    <message>
        <source>What was said, decided and promised, by whom, and what stays open</source>
        <translation>Qué se dijo, decidió y prometió, quién lo hizo y qué queda abierto</translation>
    </message>
    <message>
        <source>Word document</source>
        <translation>Documento de Word</translation>
    </message>
    <message>
        <source>Write them into HTTPS_PROXY (http://name:password@proxy:port), or ask whoever runs it.</source>
        <translation>Escríbalos en HTTPS_PROXY (http://name:password@proxy:port) o pregunte a quien lo administra.</translation>
    </message>
    <message>
        <source>You stopped this answer.</source>
        <translation>Usted detuvo esta respuesta.</translation>
    </message>
    <message>
        <source>it broke off.</source>
        <translation>se interrumpió.</translation>
    </message>
    <message>
        <source>it cannot be read.</source>
        <translation>no se puede leer.</translation>
    </message>
    <message>
        <source>it does not begin with https://.</source>
        <translation>no empieza por https://.</translation>
    </message>
    <message>
        <source>it gave no reason.</source>
        <translation>no dio ningún motivo.</translation>
    </message>
    <message>
        <source>it holds a key, and keys belong in nobody&apos;s file.</source>
        <translation>contiene una clave, y las claves no deben estar en ningún archivo.</translation>
    </message>
    <message>
        <source>it is not a text file in UTF-8.</source>
        <translation>no es un archivo de texto en UTF-8.</translation>
    </message>
    <message>
        <source>it is not a text file.</source>
        <translation>no es un archivo de texto.</translation>
    </message>
    <message>
        <source>it is not complete.</source>
        <translation>no está completa.</translation>
    </message>
    <message>
        <source>it is not what Sextant expects.</source>
        <translation>no es lo que Sextant espera.</translation>
    </message>
    <message>
        <source>it is too large for a prompt.</source>
        <translation>es demasiado grande para un prompt.</translation>
    </message>
    <message>
        <source>it keeps no record of keys.</source>
        <translation>no lleva registro de claves.</translation>
    </message>
    <message>
        <source>it says nothing.</source>
        <translation>no dice nada.</translation>
    </message>
    <message>
        <source>it was made for a newer Sextant.</source>
        <translation>se hizo para un Sextant más nuevo.</translation>
    </message>
    <message>
        <source>its certificate belongs to another address.</source>
        <translation>su certificado pertenece a otra dirección.</translation>
    </message>
    <message>
        <source>its certificate has expired.</source>
        <translation>su certificado ha caducado.</translation>
    </message>
    <message>
        <source>its certificate is not valid yet.</source>
        <translation>su certificado aún no es válido.</translation>
    </message>
    <message>
        <source>its certificate was issued by somebody whom this computer does not know.</source>
        <translation>su certificado lo emitió alguien a quien este equipo no conoce.</translation>
    </message>
    <message>
        <source>one of its settings has no such value.</source>
        <translation>uno de sus ajustes no admite ese valor.</translation>
    </message>
    <message>
        <source>the file cannot be read.</source>
        <translation>no se puede leer el archivo.</translation>
    </message>
    <message>
        <source>there is a ? or a # in it.</source>
        <translation>contiene un ? o un #.</translation>
    </message>
    <message>
        <source>there is a name or a password in it.</source>
        <translation>contiene un nombre o una contraseña.</translation>
    </message>
    <message>
        <source>there is no such prompt.</source>
        <translation>no existe ese prompt.</translation>
    </message>
    <message>
        <source>{service} asks to wait: too many requests.</source>
        <translation>{service} pide esperar: demasiadas solicitudes.</translation>
    </message>
    <message>
        <source>{service} cannot be reached.</source>
        <translation>No se puede llegar a {service}.</translation>
    </message>
    <message>
        <source>{service} could not use the audio of this recording.</source>
        <translation>{service} no pudo usar el audio de esta grabación.</translation>
    </message>
    <message>
        <source>{service} did not answer in time.</source>
        <translation>{service} no respondió a tiempo.</translation>
    </message>
    <message>
        <source>{service} does not offer this language with this model.</source>
        <translation>{service} no ofrece este idioma con este modelo.</translation>
    </message>
    <message>
        <source>{service} gave up: the recording took more than ten minutes to work through.</source>
        <translation>{service} desistió: procesar la grabación llevó más de diez minutos.</translation>
    </message>
    <message>
        <source>{service} has a problem at the moment.</source>
        <translation>{service} tiene un problema en este momento.</translation>
    </message>
    <message>
        <source>{service} has the whole recording, but its answer did not arrive.</source>
        <translation>{service} tiene la grabación completa, pero su respuesta no llegó.</translation>
    </message>
    <message>
        <source>{service} holds the credit for requests under way.</source>
        <translation>{service} retiene el saldo para solicitudes en curso.</translation>
    </message>
    <message>
        <source>{service} refused the key.</source>
        <translation>{service} rechazó la clave.</translation>
    </message>
    <message>
        <source>{service} refused the request: {why}</source>
        <translation>{service} rechazó la solicitud: {why}</translation>
    </message>
    <message>
        <source>“{name}” cannot be found.</source>
        <translation>No se encuentra «{name}».</translation>
    </message>
    <message>
        <source>“{name}” cannot be moved there.</source>
        <translation>No se puede mover «{name}» allí.</translation>
    </message>
    <message>
        <source>“{name}” cannot be played.</source>
        <translation>No se puede reproducir «{name}».</translation>
    </message>
    <message>
        <source>“{name}” cannot be read.</source>
        <translation>No se puede leer «{name}».</translation>
    </message>
    <message>
        <source>“{name}” could not be moved to the trash.</source>
        <translation>No se pudo mover «{name}» a la papelera.</translation>
    </message>
    <message>
        <source>“{name}” has no audio track.</source>
        <translation>«{name}» no tiene pista de audio.</translation>
    </message>
    <message>
        <source>“{name}” is a playlist that points elsewhere, not a recording.</source>
        <translation>«{name}» es una lista de reproducción que remite a otro sitio, no una grabación.</translation>
    </message>
    <message>
        <source>“{name}” is being worked on by another Sextant.</source>
        <translation>Otro Sextant está trabajando en «{name}».</translation>
    </message>
    <message>
        <source>“{name}” is copy-protected.</source>
        <translation>«{name}» está protegido contra copia.</translation>
    </message>
    <message>
        <source>“{name}” is damaged or was cut off.</source>
        <translation>«{name}» está dañado o quedó cortado.</translation>
    </message>
    <message>
        <source>“{name}” is empty (0 bytes).</source>
        <translation>«{name}» está vacío (0 bytes).</translation>
    </message>
    <message>
        <source>“{name}” is not a Sextant project.</source>
        <translation>«{name}» no es un proyecto de Sextant.</translation>
    </message>
    <message>
        <source>“{name}” is not a video or audio file.</source>
        <translation>«{name}» no es un archivo de vídeo o audio.</translation>
    </message>
    <message>
        <source>“{name}” is not the file that was added; it was replaced or changed since.</source>
        <translation>«{name}» no es el archivo que se añadió; se ha sustituido o modificado desde entonces.</translation>
    </message>
    <message>
        <source>“{name}” was written by a newer version of Sextant.</source>
        <translation>«{name}» lo escribió una versión más nueva de Sextant.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Changes are in force at once.</source>
        <translation>Los cambios se aplican al instante.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Páginas de los ajustes</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
</context>
<context>
    <name>Shipped</name>
    <message>
        <source>What comes along, with licences</source>
        <translation>Lo que lo acompaña, con sus licencias</translation>
    </message>
</context>
<context>
    <name>SpeakerLanes</name>
    <message>
        <source>Who spoke when</source>
        <translation>Quién habló y cuándo</translation>
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
            <numerusform>%Ln palabra</numerusform>
            <numerusform>%Ln palabras</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Escuchar</translation>
    </message>
    <message>
        <source>Listen to {speaker}</source>
        <translation>Escuchar a {speaker}</translation>
    </message>
    <message>
        <source>Merge {speaker}</source>
        <translation>Unir a {speaker}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Name of {speaker}</source>
        <translation>Nombre de {speaker}</translation>
    </message>
    <message>
        <source>Names go into everything that is written, shown or sent from now on.</source>
        <translation>Los nombres se usan en todo lo que se escriba, muestre o envíe a partir de ahora.</translation>
    </message>
    <message>
        <source>Play from {second}</source>
        <translation>Reproducir desde {second}</translation>
    </message>
    <message>
        <source>Rename {speaker}</source>
        <translation>Cambiar el nombre de {speaker}</translation>
    </message>
    <message>
        <source>Same person as</source>
        <translation>Misma persona que</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Speaker {number}</source>
        <translation>Hablante {number}</translation>
    </message>
    <message>
        <source>Speakers</source>
        <translation>Hablantes</translation>
    </message>
    <message>
        <source>Speaks</source>
        <translation>Habla</translation>
    </message>
    <message>
        <source>Tell apart</source>
        <translation>Volver a distinguir</translation>
    </message>
    <message>
        <source>nobody else</source>
        <translation>nadie más</translation>
    </message>
    <message>
        <source>{speaker} is the same person as</source>
        <translation>{speaker} es la misma persona que</translation>
    </message>
</context>
<context>
    <name>SpendingPage</name>
    <message numerus="yes">
        <source>%n cost(s) became known.</source>
        <translation>
            <numerusform>Ahora se conoce %n importe.</numerusform>
            <numerusform>Ahora se conocen %n importes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask above</source>
        <translation>Preguntar por encima de</translation>
    </message>
    <message>
        <source>Asking OpenRouter, free of charge…</source>
        <translation>Preguntando a OpenRouter, gratis…</translation>
    </message>
    <message>
        <source>Below it, what you drop simply starts. The high end of the estimate counts, and a run whose price nobody knows asks as well.</source>
        <translation>Por debajo, lo que suelte simplemente empieza. Cuenta el extremo alto de la estimación, y también se pregunta cuando nadie conoce el precio.</translation>
    </message>
    <message>
        <source>Counted over all your projects on this computer, window and terminal alike.</source>
        <translation>Se cuenta sobre todos sus proyectos en este equipo, tanto ventana como terminal.</translation>
    </message>
    <message>
        <source>Look unknown costs up</source>
        <translation>Consultar costes desconocidos</translation>
    </message>
    <message>
        <source>Money goes to Deepgram and OpenRouter directly, from your accounts there.</source>
        <translation>El dinero va directamente a Deepgram y OpenRouter, desde sus cuentas allí.</translation>
    </message>
    <message>
        <source>Nothing was spent in the open project.</source>
        <translation>No se ha gastado nada en el proyecto abierto.</translation>
    </message>
    <message numerus="yes">
        <source>Of %n answer(s) OpenRouter may know the cost by now.</source>
        <translation>
            <numerusform>OpenRouter puede conocer ya el coste de %n respuesta.</numerusform>
            <numerusform>OpenRouter puede conocer ya el coste de %n respuestas.</numerusform>
        </translation>
    </message>
    <message>
        <source>OpenRouter does not know them either. They stay unknown.</source>
        <translation>OpenRouter tampoco los conoce. Siguen desconocidos.</translation>
    </message>
    <message>
        <source>Spending</source>
        <translation>Gastos</translation>
    </message>
    <message>
        <source>Stop a month at</source>
        <translation>Detener un mes en</translation>
    </message>
    <message>
        <source>Stop a run at</source>
        <translation>Detener una ejecución en</translation>
    </message>
    <message>
        <source>The open project, by its ledgers:</source>
        <translation>El proyecto abierto, según sus registros:</translation>
    </message>
    <message>
        <source>This month on this computer: {known} known</source>
        <translation>Este mes en este equipo: {known} conocidos</translation>
    </message>
    <message>
        <source>What is under way counts with the most it can cost, so the limit is not passed. What had arrived is saved, and “Continue” does the rest.</source>
        <translation>Lo que está en curso cuenta por el máximo que puede costar, así que el límite no se supera. Lo que había llegado está guardado, y «Continuar» hace el resto.</translation>
    </message>
    <message>
        <source>What was spent</source>
        <translation>Lo que se ha gastado</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sin límite</translation>
    </message>
    <message numerus="yes">
        <source>{known}, and up to {most} more for %n request(s) whose cost the service does not name or that are under way</source>
        <translation>
            <numerusform>{known}, y hasta {most} más por %n solicitud cuyo coste el servicio no indica o que está en curso</numerusform>
            <numerusform>{known}, y hasta {most} más por %n solicitudes cuyo coste el servicio no indica o que están en curso</numerusform>
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
            <numerusform>%Ln elemento espera.</numerusform>
            <numerusform>%Ln elementos esperan.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln recording(s) unfinished. Continuing asks only for what is missing.</source>
        <translation>
            <numerusform>%Ln grabación está sin terminar. «Continuar» pide solo lo que falta.</numerusform>
            <numerusform>%Ln grabaciones están sin terminar. «Continuar» pide solo lo que falta.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add keys…</source>
        <translation>Añadir claves…</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Practise with the sample</source>
        <translation>Practicar con el ejemplo</translation>
    </message>
    <message numerus="yes">
        <source>The key(s) for {services} missing: nothing can be sent.</source>
        <translation>
            <numerusform>Falta la clave de {services}; todavía no se puede enviar nada.</numerusform>
            <numerusform>Faltan las claves de {services}; todavía no se puede enviar nada.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StepsBar</name>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln fallido</numerusform>
            <numerusform>%Ln fallidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln palabra</numerusform>
            <numerusform>%Ln palabras</numerusform>
        </translation>
    </message>
    <message>
        <source>Analyses</source>
        <translation>Análisis</translation>
    </message>
    <message>
        <source>Analyses {done} of {all}</source>
        <translation>Análisis {done} de {all}</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>Audio</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Informe</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Transcripción</translation>
    </message>
    <message>
        <source>{cost} of about {expected}</source>
        <translation>{cost} de unos {expected}</translation>
    </message>
</context>
<context>
    <name>SynthesisPage</name>
    <message numerus="yes">
        <source>A model of your choice can bring the answers together once they are all there: %n is still missing. Hidden answers are left out.</source>
        <translation>
            <numerusform>Un modelo de su elección puede reunir las respuestas en cuanto estén todas: falta %n. Las ocultas quedan fuera.</numerusform>
            <numerusform>Un modelo de su elección puede reunir las respuestas en cuanto estén todas: faltan %n. Las ocultas quedan fuera.</numerusform>
        </translation>
    </message>
    <message>
        <source>Bring the answers together…</source>
        <translation>Reunir las respuestas…</translation>
    </message>
    <message>
        <source>It takes two answers or more to bring them together.</source>
        <translation>Hacen falta al menos dos respuestas para reunirlas.</translation>
    </message>
    <message numerus="yes">
        <source>One model reads the %n answers that are not hidden and what became of their quotations, and says where they agree, where they differ, and what only one has seen. It is checked like the rest. Its cost is told before anything is asked.</source>
        <translation>
            <numerusform>Un modelo lee la %n respuesta no oculta y lo que fue de sus citas, y dice en qué coinciden, en qué difieren y qué vio solo una. Se comprueba como lo demás. El coste se dice antes de preguntar.</numerusform>
            <numerusform>Un modelo lee las %n respuestas no ocultas y lo que fue de sus citas, y dice en qué coinciden, en qué difieren y qué vio solo una. Se comprueba como lo demás. El coste se dice antes de preguntar.</numerusform>
        </translation>
    </message>
    <message>
        <source>Synthesis</source>
        <translation>Síntesis</translation>
    </message>
    <message>
        <source>Versions of the synthesis</source>
        <translation>Versiones de la síntesis</translation>
    </message>
</context>
<context>
    <name>Synthesizing</name>
    <message>
        <source>A model to bring the answers together</source>
        <translation>Un modelo que reúna las respuestas</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Preguntar</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Preguntar de nuevo</translation>
    </message>
    <message numerus="yes">
        <source>Have {model} bring %n answers together?</source>
        <translation>
            <numerusform>¿Que {model} reúna %n respuesta?</numerusform>
            <numerusform>¿Que {model} reúna %n respuestas?</numerusform>
        </translation>
    </message>
    <message>
        <source>It would cost about {low} to {high}, and no more than {most}.</source>
        <translation>Costaría entre {low} y {high}, y no más de {most}.</translation>
    </message>
    <message>
        <source>Practice: it costs nothing, and nothing leaves this computer.</source>
        <translation>Práctica: no cuesta nada y nada sale de este equipo.</translation>
    </message>
    <message>
        <source>See what it costs</source>
        <translation>Ver lo que cuesta</translation>
    </message>
    <message>
        <source>Synthesis</source>
        <translation>Síntesis</translation>
    </message>
    <message>
        <source>There is one by this model of these answers. Asking again costs once more.</source>
        <translation>Ya hay una de este modelo sobre estas respuestas. Preguntar de nuevo cuesta otra vez.</translation>
    </message>
    <message>
        <source>What it would cost is not known: the model has no price in the list.</source>
        <translation>No se sabe cuánto costaría: el modelo no tiene precio en la lista.</translation>
    </message>
    <message>
        <source>What it would cost is told before anything is asked.</source>
        <translation>Lo que costaría se dice antes de preguntar nada.</translation>
    </message>
</context>
<context>
    <name>TranscriptList</name>
    <message>
        <source>Heard: {word}</source>
        <translation>Se oyó: {word}</translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Back to what is heard</source>
        <translation>Volver a lo que se oye</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Transcripción</translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rehacer</translation>
    </message>
    <message>
        <source>&amp;Redo: {what}</source>
        <translation>&amp;Rehacer: {what}</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Deshacer</translation>
    </message>
    <message>
        <source>&amp;Undo: {what}</source>
        <translation>&amp;Deshacer: {what}</translation>
    </message>
</context>
<context>
    <name>Updates</name>
    <message>
        <source>Help › About Sextant leads to where it is offered.</source>
        <translation>Ayuda › Acerca de Sextant lleva a donde se ofrece.</translation>
    </message>
    <message>
        <source>There is a newer version of Sextant: {version}.</source>
        <translation>Hay una versión más reciente de Sextant: {version}.</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Check that it was copied whole and is still valid.</source>
        <translation>Compruebe que se copió entera y que sigue siendo válida.</translation>
    </message>
    <message>
        <source>Check the internet connection or the proxy, then test again.</source>
        <translation>Compruebe la conexión a internet o el proxy y pruebe de nuevo.</translation>
    </message>
    <message>
        <source>So nothing is known about the key.</source>
        <translation>Por eso no se sabe nada de la clave.</translation>
    </message>
    <message>
        <source>That tells nothing about the key.</source>
        <translation>Eso no dice nada de la clave.</translation>
    </message>
    <message>
        <source>✓ The key works.</source>
        <translation>✓ La clave funciona.</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>All that comes back</source>
        <translation>Todo lo que vuelve</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>From a recording to six answers you can check</source>
        <translation>De una grabación a seis respuestas que usted puede comprobar</translation>
    </message>
    <message>
        <source>Set up the two keys</source>
        <translation>Configurar las dos claves</translation>
    </message>
    <message>
        <source>Set up the {service} key</source>
        <translation>Configurar la clave de {service}</translation>
    </message>
    <message>
        <source>Starting the sample…</source>
        <translation>Iniciando el ejemplo…</translation>
    </message>
    <message>
        <source>The audio</source>
        <translation>El audio</translation>
    </message>
    <message>
        <source>The sample is worked on by this computer alone: no keys, no network, no cost. What you see then is not AI; it shows where everything is.</source>
        <translation>El ejemplo lo procesa este equipo solo: sin claves, sin red, sin coste. Lo que verá no es IA; muestra dónde está cada cosa.</translation>
    </message>
    <message>
        <source>The transcript</source>
        <translation>La transcripción</translation>
    </message>
    <message>
        <source>Try it with the sample</source>
        <translation>Probar con el ejemplo</translation>
    </message>
    <message>
        <source>Try it with the sample, without keys</source>
        <translation>Probar con el ejemplo, sin claves</translation>
    </message>
    <message>
        <source>What leaves this computer, and what stays</source>
        <translation>Qué sale de este equipo y qué se queda</translation>
    </message>
    <message>
        <source>Whoever set up this computer has chosen some settings. They stay.</source>
        <translation>Quien preparó este equipo eligió algunos ajustes. Se mantienen.</translation>
    </message>
    <message>
        <source>Your videos</source>
        <translation>Sus vídeos</translation>
    </message>
    <message>
        <source>goes to {place}, and from there to the models.</source>
        <translation>va a {place} y de allí a los modelos.</translation>
    </message>
    <message>
        <source>goes to {place}, which writes down who said what.</source>
        <translation>va a {place}, que escribe quién dijo qué.</translation>
    </message>
    <message>
        <source>stay here. They are never sent.</source>
        <translation>se quedan aquí. Nunca se envían.</translation>
    </message>
    <message>
        <source>stays here, in a plain folder of yours.</source>
        <translation>se queda aquí, en una carpeta sencilla suya.</translation>
    </message>
    <message>
        <source>{study} has set up Sextant for you. What it has chosen stays.</source>
        <translation>{study} ha preparado Sextant para usted. Lo que eligió se mantiene.</translation>
    </message>
</context>
<context>
    <name>WordEditor</name>
    <message>
        <source>Correct “{word}”</source>
        <translation>Corregir «{word}»</translation>
    </message>
    <message>
        <source>Enter keeps it, Escape leaves it</source>
        <translation>Intro lo guarda, Esc lo deja como está</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%Ln cost(s) unknown</source>
        <translation>
            <numerusform>%Ln importe desconocido</numerusform>
            <numerusform>%Ln importes desconocidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln fallido</numerusform>
            <numerusform>%Ln fallidos</numerusform>
        </translation>
    </message>
    <message>
        <source>Analysing…</source>
        <translation>Analizando…</translation>
    </message>
    <message>
        <source>In an answer: {text}</source>
        <translation>En una respuesta: {text}</translation>
    </message>
    <message>
        <source>Leaves this computer: the audio, to Deepgram, and the transcript, to OpenRouter. Your videos never do.</source>
        <translation>Salen de este equipo el audio (hacia Deepgram) y la transcripción (hacia OpenRouter). Sus vídeos, nunca.</translation>
    </message>
    <message>
        <source>Sending the audio…</source>
        <translation>Enviando el audio…</translation>
    </message>
    <message>
        <source>Taking out the audio…</source>
        <translation>Extrayendo el audio…</translation>
    </message>
    <message>
        <source>Waiting for the transcript…</source>
        <translation>Esperando la transcripción…</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>Escribiendo el informe…</translation>
    </message>
    <message>
        <source>about {cost}</source>
        <translation>unos {cost}</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>quedan unos {time}</translation>
    </message>
    <message>
        <source>done</source>
        <translation>terminado</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fallido</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>no hace falta</translation>
    </message>
    <message>
        <source>running</source>
        <translation>en curso</translation>
    </message>
    <message>
        <source>trying again</source>
        <translation>nuevo intento</translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation>sin terminar</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en espera</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} de {total}</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number}&#xa0;%</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one} y {other}</translation>
    </message>
    <message>
        <source>“{words}”</source>
        <translation>«{words}»</translation>
    </message>
</context>
</TS>

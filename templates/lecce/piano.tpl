== Metodo
-- Modello
nome	lecce
descrizione	Piano della performance della Camera di Commercio di Lecce: aree strategiche, obiettivi, azioni e KPI, con i risultati e le percentuali nella Relazione; riepilogo dei KPI
versione	2021
genere	piano
ente	Camera di Commercio di Lecce
-- Livelli
Livello	Padre	Codice
ente
area	ente	[A-Z]
strategico	area	[A-Z]\.\d+
programma	strategico
operativo	programma, strategico	[A-Z]\.\d+\.\d+
azione	operativo	[A-Z]\.\d+\.\d+\.\d+
unita	operativo, azione	S\. \d+(\.\d+)?|STAFF \d+|AREA ([A-Z]+|\d+)
kpi	strategico, operativo, azione
-- Campi
Livello	Campo	Tipo	Espressione	Obbligatorio
ente	ente	testo
ente	anno	numero
area, strategico, operativo, azione	descrizione	testo
strategico, operativo, azione	punto	testo	\.?
kpi	algoritmo	testo		sì
kpi	peso	numero
kpi	stato, risultato	risultato
kpi	target, target_1, target_2	target
strategico, operativo, azione, kpi	realizzazione	percentuale
operativo, azione	peso	numero
-- Calcoli
Livello	Campo	Formula
kpi	stato	PRIMO(stato; "---")
kpi	target_1	PRIMO(target_1; "---")
kpi	target_2	PRIMO(target_2; "---")
kpi	realizzazione	SE(algoritmo = "Media ponderata delle azioni*"; MEDIA.PESATA(padre.azione.realizzazione; padre.azione.peso); SE(algoritmo = "Media ponderata degli obiettivi operativi*"; MEDIA.PESATA(padre.operativo.realizzazione; padre.operativo.peso; padre.programma.operativo.realizzazione; padre.programma.operativo.peso); REALIZZAZIONE(risultato; target; algoritmo; tetto=100%; base=stato)))
strategico, operativo, azione	realizzazione	MEDIA.PESATA(kpi.realizzazione; kpi.peso)
-- Controlli
Livello	Controllo	Gravità
strategico, operativo, azione	SOMMA(kpi.peso) = 100	errore
-- Parole
Significato	Parole
nc	NC; n.d.
Codice	Codice obiettivo; Obiettivo
Risultato {anno}	Consuntivo {anno}
-- Allegati
Nome	Fogli	Titolo
Piano della performance {anno}-{anno+2}	*	Aree strategiche, obiettivi, azioni e KPI
== Piano
leggi e scrivi						con relazione	scrivi con relazione	leggi
leggi	CAMERA DI COMMERCIO DI LECCE
leggi	Piano {anno}-{anno+2}
leggi	Aree strategiche, obiettivi, azioni e KPI
area
area	Area strategica: {codice} {titolo}
area !	{descrizione}
strategico
strategico	Obiettivo strategico: {codice}{punto} {titolo}
strategico !	{descrizione}
kpi?	KPI Associati						{realizzazione} ⟦0.00%⟧
kpi?	Indicatori testo	Algoritmo	Peso	Stato	Target	Risultato {anno}	% realizzazione	somma pesi
kpi	{titolo}	{algoritmo}	{peso}	{stato} ⟦#,##0⟧	Anno: {anno} {target:>= 0}\nAnno: {anno+1} {target_1:>= 0}\nAnno: {anno+2} {target_2:>= 0}	{risultato}	{realizzazione} ⟦0.00%⟧	{}
programma
programma	Programma: {titolo}
operativo
operativo	Obiettivo operativo: {codice}{punto} {titolo}
operativo !	{descrizione}
unita?	Unità organizzative coinvolte
unita	{codice}	{titolo}
leggi unita	{codice} {titolo}
kpi?	KPI Associati						{realizzazione} ⟦0.00%⟧
kpi?	Indicatori testo	Algoritmo	Peso	Stato	Target	Risultato {anno}	% realizzazione	somma pesi
kpi	{titolo}	{algoritmo}	{peso}	{stato} ⟦#,##0⟧	{target:>= 0}	{risultato}	{realizzazione} ⟦0.00%⟧	{}
azione
azione	Azione: {codice}{punto} {titolo}
azione !	{descrizione}
unita?	Unità organizzative coinvolte
unita	{codice}	{titolo}
leggi unita	{codice} {titolo}
kpi?	KPI Associati						{realizzazione} ⟦0.00%⟧
kpi?	Indicatori testo	Algoritmo	Peso	Stato	Target	Risultato {anno}	% realizzazione	somma pesi
kpi	{titolo}	{algoritmo}	{peso}	{stato} ⟦#,##0⟧	{target:>= 0}	{risultato}	{realizzazione} ⟦0.00%⟧	{}
== KPI
leggi
	Codice area	Codice obiettivo strategico	Programma	Codice obiettivo operativo	Codice azione	Unità	Indicatore	Algoritmo	Peso	Stato	Target {anno}	Target {anno+1}	Target {anno+2}
kpi con strategico.codice	{area.codice}	{strategico.codice}	{programma.titolo}	{operativo.codice}	{azione.codice}	{unita: {codice} separati da ";"}	{titolo}	{algoritmo}	{peso}	{stato}	{target}	{target_1}	{target_2}
== Risultati
leggi
	Codice	Indicatore	Risultato {anno}
strategico.kpi	{strategico.codice}{strategico.punto} {}	{titolo}	{risultato}
strategico.kpi	Obiettivo strategico: {strategico.codice}{strategico.punto} {}	{titolo}	{risultato}
operativo.kpi	{operativo.codice}{operativo.punto} {}	{titolo}	{risultato}
operativo.kpi	Obiettivo operativo: {operativo.codice}{operativo.punto} {}	{titolo}	{risultato}
azione.kpi	{azione.codice}{azione.punto} {}	{titolo}	{risultato}
azione.kpi	Azione: {azione.codice}{azione.punto} {}	{titolo}	{risultato}
== Pesi
leggi
	Codice	Obiettivo o azione	Peso
operativo	{codice}	{titolo}	{peso}
azione	{codice}	{titolo}	{peso}
== Riepilogo KPI
leggi e scrivi									con relazione	scrivi con relazione
	livello	codice	titolo	Indicatori testo	Algoritmo	Peso	Stato	Target	Risultato {anno}	% realizzazione
strategico.kpi	Obiettivo strategico	{strategico.codice}	{strategico.titolo}	{titolo}	{algoritmo}	{peso}	{stato} ⟦#,##0⟧	Anno: {anno} {target:>= 0}\nAnno: {anno+1} {target_1:>= 0}\nAnno: {anno+2} {target_2:>= 0}	{risultato}	{realizzazione} ⟦0.00%⟧
operativo.kpi	Obiettivo operativo	{operativo.codice}	{operativo.titolo}	{titolo}	{algoritmo}	{peso}	{stato} ⟦#,##0⟧	{target:>= 0}	{risultato}	{realizzazione} ⟦0.00%⟧
azione.kpi	Azione	{azione.codice}	{azione.titolo}	{titolo}	{algoritmo}	{peso}	{stato} ⟦#,##0⟧	{target:>= 0}	{risultato}	{realizzazione} ⟦0.00%⟧

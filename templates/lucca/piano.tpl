== Metodo
-- Modello
nome	lucca-piano
descrizione	Piano della performance della Camera di Commercio di Lucca: obiettivi strategici e operativi con le loro schede, obiettivi individuali; risultati e percentuali nella Relazione
versione	2020
genere	piano
ente	Camera di Commercio di Lucca
-- Livelli
Livello	Padre	Codice
ente
area	ente	\d
strategico	area	\d[A-Z]
operativo	strategico	\d[A-Z]\d{4}
persona	ente
individuale	persona	\d+
indicatore	strategico, operativo, individuale	[Kk]pi\d[A-Z](\d{4})?_\d{3}[a-z]?( [A-Z]+(\+[A-Z]+)*)?|[Kk]pi \d+[a-z]?
-- Campi
Livello	Campo	Tipo	Espressione	Obbligatorio
ente	ente, delibera, numero_delibera, aggiornamento	testo
ente	data_delibera	data
ente	anno	numero
area	titolo_scheda, titolo_riepilogo, titolo_stampa	testo
strategico	titolo_scheda, titolo_operativi, titolo_riepilogo, titolo_stampa	testo
strategico	programma	codice	\d[A-Z]\d\d
strategico	programma_testo	testo
strategico, operativo	proventi, oneri, investimenti	euro
operativo, individuale	descrizione	testo
operativo	risorse_voce	testo	Risorse economiche( \d{4})?
operativo	codice_riepilogo, codice_stampa	codice	\d[A-Z]\d{4}
operativo	titolo_riepilogo, titolo_stampa	testo
individuale	peso	percentuale
indicatore	algoritmo	testo		sì
indicatore	target, target_1, target_2	target
indicatore	risultato	risultato
operativo, strategico, individuale, persona, indicatore	realizzazione	percentuale
-- Calcoli
Livello	Campo	Formula
ente	delibera	PRIMO(delibera; SE(numero_delibera e data_delibera; "n. " & numero_delibera & " del " & data_delibera))
area	titolo_stampa	PRIMO(titolo_riepilogo; titolo)
strategico	titolo_stampa	PRIMO(titolo_riepilogo; titolo)
operativo	titolo_stampa	PRIMO(titolo_riepilogo; titolo)
operativo	codice_stampa	PRIMO(codice_riepilogo; codice)
indicatore	realizzazione	REALIZZAZIONE(risultato; target; algoritmo; tetto=100%)
operativo, strategico, individuale	realizzazione	MEDIA(indicatore.realizzazione)
persona	realizzazione	MEDIA.PESATA(individuale.realizzazione; individuale.peso)
-- Controlli
Livello	Controllo	Gravità
persona	SOMMA(individuale.peso) = 100%	errore
strategico	proventi = SOMMA(operativo.proventi)	errore
strategico	oneri = SOMMA(operativo.oneri)	errore
strategico	investimenti = SOMMA(operativo.investimenti)	errore
strategico	titolo = titolo_scheda	avviso
strategico	titolo = titolo_operativi	avviso
operativo	codice = codice_stampa	errore
strategico, operativo	titolo = titolo_stampa	avviso
strategico.indicatore	ESTRAI(codice; "[Kk]pi(\d[A-Z](\d{4})?)_") = padre.codice	errore
operativo.indicatore	ESTRAI(codice; "[Kk]pi(\d[A-Z](\d{4})?)_") = padre.codice	errore
-- Parole
Significato	Parole
nc	NC; ---
Risultato {anno}	Consuntivo {anno}
si	SI; SÌ
-- Allegati
Nome	Fogli	Titolo
Piano della performance {anno}-{anno+2}	*	Obiettivi strategici, operativi e individuali
== Obiettivi strategici
leggi e scrivi
	AREE STRATEGICHE	OBIETTIVI STRATEGICI
area, strategico	{area.codice}. {area.titolo}	OS{strategico.codice} {strategico.titolo}
== Aree (lettura)
leggi
	CAMERA DI COMMERCIO DI LUCCA
	Piano della performance {anno}-{anno+2} - Aree strategiche
	Codice	Titolo	Titolo nel riepilogo (solo se diverso)
area	{codice}	{titolo}	{titolo_riepilogo}
tabella leggi
	CAMERA DI COMMERCIO DI LUCCA
	Piano della performance {anno}-{anno+2} - Obiettivi strategici
	Area	Codice	Titolo	Titolo nel riepilogo (solo se diverso)
area, strategico	{area.codice}	OS{strategico.codice}	{strategico.titolo}	{strategico.titolo_riepilogo}
tabella leggi
	CAMERA DI COMMERCIO DI LUCCA
	Piano della performance {anno}-{anno+2} - Obiettivi operativi
	Obiettivo strategico	Codice scheda	Codice nel riepilogo (solo se diverso)	Titolo nel riepilogo (solo se diverso dalla scheda)
strategico, operativo	OS{strategico.codice}	OP {operativo.codice}	OP {operativo.codice_riepilogo}	{operativo.titolo_riepilogo}
== Schede strategiche
leggi e scrivi						con relazione	scrivi con relazione
leggi	CAMERA DI COMMERCIO DI LUCCA
leggi	Piano della performance {anno}-{anno+2}
leggi	3.1 - Pianificazione triennale. Gli obiettivi strategici - SCHEDE DI DETTAGLIO
leggi	Approvato con Delibera di Giunta n. {numero_delibera} del	{data_delibera}
leggi	Aggiornato con Delibera di Giunta del {aggiornamento}
area
area	AMBITO STRATEGICO {codice}. {titolo_scheda}
strategico
strategico	Obiettivo strategico {codice}	OS{codice} {titolo_scheda}					{realizzazione} ⟦"Realizzazione "0.00%⟧
strategico	Programma {programma} (D.M. 27/03/2013)	{programma_testo}
strategico	Risorse economiche {anno}	PROVENTI {proventi}\nONERI {oneri}\nINVESTIMENTI {investimenti}
leggi strategico	Risorse economiche {anno}	PROVENTI	{proventi}
leggi strategico		ONERI	{oneri}
leggi strategico		INVESTIMENTI	{investimenti}
strategico	Indicatore	Algoritmo	Target anno {anno}	Target anno {anno+1}	Target anno {anno+2}	Risultato {anno}	% realizzazione
indicatore	{codice}	{algoritmo}	{target}	{target_1}	{target_2}	{risultato}	{realizzazione} ⟦0.00%⟧
== Riepilogo
scrivi
	AREE STRATEGICHE	Obiettivi strategici	Obiettivi operativi
area, strategico, operativo	{area.codice}. {area.titolo_stampa}	OS{strategico.codice} {strategico.titolo_stampa}	OP {operativo.codice_stampa} {operativo.titolo_stampa}
== Schede operative
leggi e scrivi				con relazione	scrivi con relazione
leggi	CAMERA DI COMMERCIO DI LUCCA
leggi	3.2 - Programmazione annuale. Gli obiettivi operativi - SCHEDE DI DETTAGLIO
leggi area	Area strategica {codice}. {titolo}
leggi	Approvato con Delibera di Giunta n. {numero_delibera} del	{data_delibera}
leggi	Aggiornato con Delibera di Giunta del {aggiornamento}
strategico
strategico	OBIETTIVO STRATEGICO {codice} {titolo_operativi}
operativo
operativo	Obiettivo operativo	OP {codice} {titolo}			{realizzazione} ⟦"Realizzazione "0.00%⟧
operativo	Descrizione	{descrizione}
operativo	{risorse_voce}	PROVENTI {proventi}\nONERI {oneri}\nINVESTIMENTI {investimenti}
leggi operativo	{risorse_voce}	PROVENTI	{proventi}
leggi operativo		ONERI	{oneri}
leggi operativo		INVESTIMENTI	{investimenti}
operativo	Indicatore	Algoritmo	Target {anno}	Risultato {anno}	% realizzazione
indicatore	{codice}	{algoritmo}	{target}	{risultato}	{realizzazione} ⟦0.00%⟧
== Obiettivi individuali
leggi e scrivi					con relazione	scrivi con relazione
leggi	CAMERA DI COMMERCIO DI LUCCA
leggi	Piano della performance {anno}-{anno+2}
leggi	4. DALLA PERFORMANCE ORGANIZZATIVA ALLA PERFORMANCE INDIVIDUALE
persona
persona	{titolo}
individuale
individuale	Obiettivo individuale {codice}	{titolo}		{peso}		{realizzazione} ⟦"Realizzazione "0.00%⟧
individuale	Descrizione	{descrizione}
individuale	Indicatore	Algoritmo	Target {anno}		Risultato {anno}	% realizzazione
indicatore	{codice}	{algoritmo}	{target}		{risultato}	{realizzazione} ⟦0.00%⟧
persona con relazione	Realizzazione degli obiettivi individuali					{realizzazione} ⟦0.00%⟧
== Risultati
leggi
	Obiettivo	Indicatore	Risultato {anno}
operativo.indicatore	OP {operativo.codice} {}	{codice}	{risultato}
strategico.indicatore	OS{strategico.codice} {}	{codice}	{risultato}
individuale.indicatore	Obiettivo individuale {individuale.codice} {}	{codice}	{risultato}
tabella leggi
	Persona	Obiettivo	Indicatore	Risultato {anno}
individuale.indicatore	{persona.titolo}	Obiettivo individuale {individuale.codice} {}	{codice}	{risultato}
individuale.indicatore	{persona.titolo}	{individuale.codice}	{codice}	{risultato}

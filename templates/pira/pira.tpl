== Metodo
-- Modello
nome	pira
descrizione	Piano degli indicatori e dei risultati attesi di bilancio (D.P.C.M. 18 settembre 2012): quadro delle missioni e dei programmi, schede degli obiettivi, riepilogo; con i risultati conseguiti nel consuntivo
versione	2018
genere	piano
ente	Camera di Commercio Lucca
-- Livelli
Livello	Padre	Codice
ente
missione	ente	\d{3}
programma	missione	\d{3}
obiettivo	programma	(\d{3}-\d{3}-\d{3})?
indicatore	obiettivo
-- Campi
Livello	Campo	Tipo	Espressione
ente	ente	testo
ente	anno	numero
missione, programma, obiettivo	titolo_quadro	testo
obiettivo	descrizione, arco, responsabile	testo
obiettivo	arco_voce	testo	Arco temporale( realizzazione)?
obiettivo	risorse	euro
obiettivo	n_indicatori	numero
programma	totale	euro
indicatore	cosa_misura, tipologia, unita_misura, algoritmo, fonte, ultimo	testo
indicatore	atteso_prec, atteso	target
indicatore	conseguito	risultato
-- Calcoli
Livello	Campo	Formula
obiettivo	n_indicatori	CONTA(indicatore)
programma	totale	SOMMA(obiettivo.risorse)
-- Controlli
Livello	Controllo	Gravità
missione	titolo = titolo_quadro	avviso
obiettivo	titolo = titolo_quadro	avviso
-- Parole
Significato	Parole
nc	NC; ---
-- Allegati
Nome	Fogli	Titolo
PIRA {anno}	*	Quadro, schede e riepilogo degli indicatori
== Quadro
leggi e scrivi		missione, programma
leggi	{ente}
leggi	Piano degli indicatori e dei risultati attesi di bilancio {anno}
leggi	in conformità al D.P.C.M. 18 settembre 2012 - dicembre {anno-1}
	Missione	{missione.codice} {missione.titolo_quadro}
	Programma	{programma.codice} {programma.titolo_quadro}
	Obiettivi	{obiettivo: {codice} {titolo_quadro} separati da "\n"}
== Schede
leggi e scrivi con obiettivo								con relazione
leggi	{ente}
leggi	Piano degli indicatori e dei risultati attesi di bilancio {anno}
leggi	in conformità al D.P.C.M. 18 settembre 2012 - dicembre {anno-1}
missione	Missione	{codice} - {titolo}
programma	Programma	{codice} - {titolo}
obiettivo
obiettivo	Obiettivo	Titolo	{titolo}
obiettivo		Descrizione	{descrizione}
obiettivo		{arco_voce}	{arco}
obiettivo		Centro di responsabilità	{responsabile}
obiettivo		Risorse finanziarie {anno}	{risorse} ⟦"€ "#,##0.00⟧
leggi obiettivo	Risorse finanziarie {anno}	{risorse}
obiettivo	Nr indicatori associati {n_indicatori}
leggi obiettivo	Nr indicatori associati		{n_indicatori}
indicatore
indicatore	Indicatore	{titolo}
indicatore	Cosa misura	{cosa_misura}
indicatore	Tipologia	Unità di misura	Algoritmo di calcolo	Fonte dei dati	Ultimo valore osservato	Risultato atteso {anno-1}	Risultato atteso {anno}	Risultato conseguito {anno}
indicatore	{tipologia}	{unita_misura}	{algoritmo}	{fonte}	{ultimo}	{atteso_prec}	{atteso}	{conseguito}
leggi programma		Totale	{totale}
== Riepilogo
leggi e scrivi con obiettivo															con relazione
	Missione	Programma	Codice obiettivo	Titolo	Risorse finanziarie {anno}	Nr indicatori associati	Indicatore	Tipologia	Unità di misura	Algoritmo di calcolo	Fonte dei dati	Ultimo valore osservato	Risultato atteso {anno-1}	Risultato atteso {anno}	Risultato conseguito {anno}
indicatore	{missione.codice} - {missione.titolo}	{programma.codice} - {programma.titolo}	{obiettivo.codice}	{obiettivo.titolo}	{obiettivo.risorse} ⟦"€ "#,##0.00⟧	{obiettivo.n_indicatori} ⟦0⟧	{titolo}	{tipologia}	{unita_misura}	{algoritmo}	{fonte}	{ultimo}	{atteso_prec}	{atteso}	{conseguito}

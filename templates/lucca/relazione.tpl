== Metodo
-- Modello
nome	lucca-relazione
descrizione	Relazione sulla performance della Camera di Commercio di Lucca: risultati del Segretario Generale e dei dirigenti, standard di qualità, procedimenti, conti, costo del personale, schede obiettivo
versione	2016
genere	relazione
ente	Camera di Commercio di Lucca
-- Livelli
Livello	Padre	Codice
ente
sezione	ente	\d\.\d\.\d
standard	sezione
procedimento	ente	\d+\.
mastro	ente	\d{3}
conto	mastro	\d{4}
entrata	ente	\d{3}
area	ente	\d
strategico	area	\d[A-Z]
bersaglio	strategico	\d+
soggetto	ente
obiettivo	soggetto
indicatore	obiettivo
componente	indicatore
esercizio	ente	(19|20)\d\d
scheda	ente	\d+
azione	scheda	\d+[a-z]?
-- Campi
Livello	Campo	Tipo	Espressione
ente	ente, allegato, primo_anno	testo
ente	anno	numero
ente	media_standard, media_procedimenti	percentuale
ente	entrate, entrate_prec, entrate_var	euro
ente	entrate_var_pc	percentuale
standard	unita, indicatore, programmato, rilevato, note	testo
standard	risultato	risultato
procedimento	coordinatore, atteso, fonte, risultato	testo
procedimento	valore	percentuale
mastro, conto, entrata	precedente, attuale, var	euro
mastro, conto	var_pc, incidenza	numero
strategico	proventi, oneri, investimenti	euro
bersaglio	risultato, testo	testo
obiettivo	voce	testo
obiettivo	realizzazione	numero
indicatore	descrizione, risultato	testo
indicatore	allegato_1, allegato_2	percentuale
indicatore, componente	realizzazione	percentuale
componente	peso	numero
esercizio	totale, cciaa, intec, promos	euro
esercizio	totale_var, cciaa_var, intec_var, promos_var	euro
esercizio	totale_pc, cciaa_pc, intec_pc, promos_pc	percentuale
scheda	cdc, descrizione	testo
azione	giugno, settembre, dicembre	risultato
azione	commento	testo
-- Calcoli
Livello	Campo	Formula
ente	media_standard	MEDIA(standard.risultato)
procedimento	valore	ESTRAI(risultato; "[0-9.,]+ ?%")
ente	media_procedimenti	TRONCA(MEDIA(procedimento.valore); 3)
mastro	precedente	SOMMA(conto.precedente)
mastro	attuale	SOMMA(conto.attuale)
mastro, conto, entrata	var	attuale - precedente
mastro, conto	var_pc	ARROTONDA(var / precedente * 100; 2)
mastro	incidenza	ARROTONDA(var / var * 100; 0)
conto	incidenza	ARROTONDA(var / padre.var * 100; 0)
ente	entrate	SOMMA(entrata.attuale)
ente	entrate_prec	SOMMA(entrata.precedente)
ente	entrate_var	entrate - entrate_prec
ente	entrate_var_pc	ARROTONDA(entrate_var / entrate_prec; 3)
componente	realizzazione	PRIMO(TRONCA(MEDIA(padre.allegato_1; padre.allegato_2); 2); realizzazione)
indicatore	realizzazione	MEDIA.PESATA(componente.realizzazione; componente.peso)
obiettivo	realizzazione	TRONCA(MEDIA(indicatore.realizzazione) * 100; 2)
ente	primo_anno	PRIMO(esercizio.codice)
esercizio	totale	PRIMO(totale; SOMMA(cciaa; intec; promos))
esercizio	totale_var	totale - ente.esercizio[ente.primo_anno].totale
esercizio	totale_pc	ARROTONDA(totale_var / ente.esercizio[ente.primo_anno].totale; 3)
esercizio	cciaa_var	cciaa - ente.esercizio[ente.primo_anno].cciaa
esercizio	cciaa_pc	ARROTONDA(cciaa_var / ente.esercizio[ente.primo_anno].cciaa; 3)
esercizio	intec_var	intec - ente.esercizio[ente.primo_anno].intec
esercizio	intec_pc	ARROTONDA(intec_var / ente.esercizio[ente.primo_anno].intec; 3)
esercizio	promos_var	promos - ente.esercizio[ente.primo_anno].promos
esercizio	promos_pc	ARROTONDA(promos_var / ente.esercizio[ente.primo_anno].promos; 3)
-- Controlli
Livello	Controllo	Gravità
componente	pesi	no
indicatore, componente	non_scritto	no
area	non_scritto	no
standard	solo_titolo	no
ente	media_standard <= 100	errore
esercizio	totale = SOMMA(cciaa; intec; promos)	errore
-- Parole
Significato	Parole
nc	NC; -----; NON SONO STATI PRESENTATI
-- Allegati
Nome	Fogli	Titolo
Risultati {anno} - Segretario Generale	Indicatori SG; Funzionamento; Entrate; Risorse; Target strategici; Costo del personale; Risultati obiettivi strategici	Risultati {anno} del Segretario Generale
Allegato 1 - Standard di qualità {anno}	Allegato 1	Allegato 1 – Risultati degli standard di qualità definiti con la Carta dei servizi
Allegato 2 - Procedimenti {anno}	Allegato 2	Allegato 2 – Elenco dei procedimenti da monitorare
Allegato 3 - Obiettivi {anno}	{soggetto.titolo}	Allegato 3 – Obiettivi dell'Ente, del Segretario Generale e dei dirigenti
Allegato 4 - Schede obiettivo {anno}	Scheda obiettivo*	Allegato 4 – Schede obiettivo
== Allegato 1
leggi e scrivi
leggi	RISULTATI {anno} SEGRETARIO GENERALE
leggi	Rilevazione risultati standard di qualità definiti con la Carta dei servizi
leggi	allegato n. {allegato}
	PROCESSO/SERVIZIO	UNITA' ORGANIZZATIVA RESPONSABILE	INDICATORE	VALORE PROGRAMMATO (giorni lavorativi)	VALORE RILEVATO (giorni lavorativi)	NOTE	RISULTATO
sezione	{codice} {titolo}
standard	{titolo}	{unita}	{indicatore}	{programmato}	{rilevato}	{note}	{risultato}
== Allegato 2
leggi e scrivi
	ELENCO DEI PROCEDIMENTI/PROCEDURE DA MONITORARE – ALLEGATO ALL’OBIETTIVO N. 1 /{anno}
	N.	PROCEDIMENTO	COORDINATORE	RISULTATO ATTESO E SISTEMA DI CONTROLLO	FONTE	RISULTATO
procedimento	{codice}	{titolo}	{coordinatore}	{atteso}	{fonte}	{risultato}
ente	MEDIA TOTALE RISPETTO TERMINI {media_procedimenti:0.0%}
leggi ente	MEDIA TOTALE RISPETTO TERMINI
== Funzionamento
leggi e scrivi				scrivi	scrivi	scrivi
leggi	CONTENIMENTO DEGLI ONERI DI FUNZIONAMENTO E INCREMENTO DELLE ENTRATE DA RICAVI E DA SERVIZI E CONTRIBUTI
leggi	riduzione degli oneri di funzionamento (esclusi tasse, imposte e versamenti in c/contenimento spese) rispetto all'anno {anno-1}.
		{anno-1}	{anno}	var.	Var.%	incidenza
mastro	{codice} {titolo}	{precedente} ⟦"€"#,##0.00;"-€"#,##0.00⟧	{attuale} ⟦"€"#,##0.00;"-€"#,##0.00⟧	{var} ⟦"€"#,##0.00;"-€"#,##0.00⟧	{var_pc} ⟦0.00⟧	{incidenza} ⟦00⟧
conto	{codice} {titolo}	{precedente} ⟦"€"#,##0.00;"-€"#,##0.00⟧	{attuale} ⟦"€"#,##0.00;"-€"#,##0.00⟧	{var} ⟦"€"#,##0.00;"-€"#,##0.00⟧	{var_pc} ⟦0.00⟧	{incidenza} ⟦00⟧
== Entrate
leggi e scrivi				scrivi
leggi	CONTENIMENTO DEGLI ONERI DI FUNZIONAMENTO E INCREMENTO DELLE ENTRATE DA RICAVI E DA SERVIZI E CONTRIBUTI
leggi	aumento complessivo delle entrate da "contributi e trasferimenti" e "proventi da gestione servizi" rispetto al consuntivo {anno-1}.
		Consuntivo {anno}	Consuntivo {anno-1}	Variazione su Consuntivo {anno-1}
entrata	{codice} - {titolo}	{attuale} ⟦#,##0.00⟧	{precedente} ⟦#,##0.00⟧	{var} ⟦#,##0.00⟧
ente	TOTALE GRUPPO ENTRATE	{entrate} ⟦#,##0.00⟧	{entrate_prec} ⟦#,##0.00⟧	{entrate_var:#.##0,00} {entrate_var_pc:0,0%}
== Risorse
leggi e scrivi
leggi	RISULTATI {anno} SEGRETARIO GENERALE
leggi	OBIETTIVO 4 INDICATORE a)
area !	AREA STRATEGICA {codice}: {titolo}
strategico
strategico	OBIETTIVO STRATEGICO {codice}\n{titolo}
strategico	PROVENTI {anno}	ONERI {anno}	INVESTIMENTI {anno}
strategico	{proventi} ⟦"€ "#,##0.00⟧	{oneri} ⟦"€ "#,##0.00⟧	{investimenti} ⟦"€ "#,##0.00⟧
leggi bersaglio	TARGET STRATEGICO {codice} – ANNO {anno}		RISULTATO CONSEGUITO % e/o numero
leggi bersaglio	{titolo}		{risultato}
leggi bersaglio	RISULTATO CONSEGUITO
leggi bersaglio !	{testo}
== Target strategici
leggi e scrivi
area !	AREA STRATEGICA {codice}: {titolo}
strategico
strategico	OBIETTIVO STRATEGICO {codice}\n{titolo}
bersaglio
bersaglio	TARGET STRATEGICO {codice} – ANNO {anno}	RISULTATO CONSEGUITO % e/o numero
bersaglio	{titolo}	{risultato}
bersaglio	RISULTATO CONSEGUITO
bersaglio !	{testo}
== Obiettivi (lettura)
leggi per soggetto
	{}
	{}
	OBIETTIVO	{soggetto.titolo}	INDICATORE	DESCRIZIONE	RISULTATO	COMPONENTE	PESO	REALIZZAZIONE INDICATORE	REALIZZAZIONE	allegato n. 1	allegato n. 2
obiettivo, indicatore, componente	{obiettivo.voce}	{obiettivo.titolo}	{indicatore.titolo}	{indicatore.descrizione}	{indicatore.risultato}	{componente.titolo}	{componente.peso}	{componente.realizzazione}	{obiettivo.realizzazione}	{indicatore.allegato_1}	{indicatore.allegato_2}
== {soggetto.titolo}
leggi e scrivi per soggetto
	{soggetto.titolo}	REALIZZAZIONE
obiettivo	{titolo}	{realizzazione}
== Indicatori SG
scrivi per soggetto con soggetto.titolo = "*SEGRETARIO GENERALE"
	OBIETTIVO	INDICATORE	DESCRIZIONE	RISULTATO
obiettivo, indicatore	{obiettivo.voce}	{indicatore.titolo}	{indicatore.descrizione}	{indicatore.risultato}
== Sistema camerale
leggi
	Costo complessivo del personale del sistema camerale
	importi in euro
	Anno	CCIAA Lucca	Lucca Int-Tec	Lucca Promos	Tot Sistema Camerale
esercizio	{codice}	{cciaa}	{intec}	{promos}	{totale}
== Costo del personale
leggi e scrivi
esercizio
esercizio	ANNO {codice}
esercizio	Tot Sistema Camerale	CCIAA Lucca	Lucca Int-Tec	Lucca Promos
esercizio	{totale} ⟦#,##0.00⟧	{cciaa} ⟦#,##0.00⟧	{intec} ⟦#,##0.00⟧	{promos} ⟦#,##0.00⟧
esercizio con codice <> primo_anno	{totale_var} ⟦#,##0.00;"- "#,##0.00⟧	{cciaa_var} ⟦#,##0.00;"- "#,##0.00⟧	{intec_var} ⟦#,##0.00;"- "#,##0.00⟧	{promos_var} ⟦#,##0.00;"- "#,##0.00⟧
esercizio con codice <> primo_anno	{totale_pc} ⟦0.0%⟧	{cciaa_pc} ⟦0.0%⟧	{intec_pc} ⟦0.0%⟧	{promos_pc} ⟦0.0%⟧
== Risultati obiettivi strategici
scrivi
area !	AREA STRATEGICA {codice}: {titolo}
strategico
strategico	OBIETTIVO STRATEGICO {codice}\n{titolo}
strategico	PROVENTI {anno}	ONERI {anno}	INVESTIMENTI {anno}
strategico	{proventi} ⟦"€ "#,##0.00⟧	{oneri} ⟦"€ "#,##0.00⟧	{investimenti} ⟦"€ "#,##0.00⟧
bersaglio
bersaglio	TARGET STRATEGICO {codice} – ANNO {anno}		RISULTATO CONSEGUITO % e/o numero
bersaglio	{titolo}		{risultato}
bersaglio	RISULTATO CONSEGUITO
bersaglio !	{testo}
== Scheda obiettivo {codice}
leggi e scrivi per scheda
leggi	allegato n. {}
	OBIETTIVO N. {scheda.codice} Ente	{scheda.titolo}
	CdC	{scheda.cdc}	descrizione attività svolte
	Descrizione del progetto	{scheda.descrizione}
	target/risultato atteso	descrizione target/risultato atteso	risultato a giugno: numero e/o % realizzazione	risultato a settembre: numero e/o % realizzazione	risultato a dicembre: numero e/o % realizzazione	commento
azione	indicatore {codice})	{titolo}	{giugno}	{settembre}	{dicembre}	{commento}

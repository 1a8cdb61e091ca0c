== Metodo
-- Modello
nome	massa-carrara
descrizione	Piano della performance della Camera di Commercio di Massa-Carrara: alberatura, cruscotti degli uffici, obiettivi delle posizioni organizzative, risorse, contesto e processo
versione	2019
genere	piano
ente	Camera di Commercio Massa-Carrara
tolleranza	indicatori
stemma	stemma.png
-- Livelli
Livello	Padre	Codice
ente
area	ente	\d
strategico	area	\d\.\d
operativo	strategico	\d\.\d\.\d
indicatore	strategico, operativo	[SO]\d\.\d\.\d-[a-z]|\d\.\d\.\d Obiettivo \d:
esito	indicatore	ENTE|ISR|U\d\.\d(/U\d\.\d)*
scheda	ente	ENTE|ISR|U\d\.\d(/U\d\.\d)*
ufficio	scheda	ENTE|ISR|U\d\.\d
persona	ente	SG|PO\d
iscritte	ente
settore	ente
valore	iscritte, settore	(19|20)\d\d
pareto	ente
societa	ente
funzione	ente
categoria	ente
eta	ente
anzianita	ente
contratto	ente
studio	ente
sesso	ente
giunta	ente
consiglio	ente
dirigente	ente
oiv	ente
fase	ente
attivita	fase	\d+\.
miglioramento	ente
-- Campi
Livello	Campo	Tipo	Espressione	Obbligatorio
ente	ente, delibera	testo
ente	tolleranza	testo	indicatori( e obiettivi)?
ente	anno	numero
ente	risorse	euro
ente, area, strategico, operativo	budget	euro
area, strategico, operativo	prospettiva, titolo_albero	testo
area, strategico, operativo, indicatore	realizzazione	percentuale
ente	realizzazione, realizzazione_sg	percentuale
strategico, operativo	risorse	euro
area, strategico, operativo, indicatore	ufficio	elenco	ENTE|TUTTI|FRD|ISR|U\d\.\d
area, strategico, operativo, indicatore	ob_ind	elenco	SG|PO\d
indicatore	algoritmo	testo		sì
indicatore	target, target_1, target_2	target
indicatore, esito	risultato	risultato
strategico, operativo, indicatore	rapporto	percentuale
indicatore	codice_sg	codice	\d\.\d\.\d
indicatore	algoritmo_sg	testo
indicatore	target_sg	target
indicatore	peso	percentuale
scheda	uffici	elenco	ENTE|TUTTI|FRD|ISR|U\d\.\d
scheda	codice_servizio, servizio	testo
ufficio	nome	testo
persona	nome, scheda	testo
valore	numero	numero
pareto	tipo, um	testo
pareto	ente_v, toscana, nazionale, cluster	numero
societa	settore	testo
societa	capitale	numero
societa	quota	percentuale
ente	categoria_1, categoria_2, categoria_3, eta_1, eta_2, eta_3, anzianita_1, anzianita_2, anzianita_3, contratto_1, contratto_2, contratto_3, studio_1, studio_2, studio_3, sesso_1, sesso_2, sesso_3	numero
ente	dipendenti, dipendenti_pc	numero
funzione	dipendenti, quota	numero
categoria, eta, anzianita, contratto, studio, sesso	organico_1, organico_2, organico_3	numero
giunta, consiglio	settore	testo
consiglio	componente_2, settore_2	testo
dirigente, oiv	carica	testo
fase	titolo	testo
attivita	tempi, attori	testo
miglioramento	piano	testo
-- Calcoli
Livello	Campo	Formula
strategico	budget	SOMMA(operativo.budget)
area	budget	SOMMA(strategico.budget)
ente	budget	SOMMA(area.budget)
operativo	ufficio	UNIONE(indicatore.ufficio)
operativo	ob_ind	UNIONE(indicatore.ob_ind)
strategico	ufficio	UNIONE(indicatore.ufficio; operativo.ufficio)
strategico	ob_ind	UNIONE(indicatore.ob_ind; operativo.ob_ind)
area	ufficio	UNIONE(strategico.ufficio)
area	ob_ind	UNIONE(strategico.ob_ind)
indicatore	rapporto	PRIMO(REALIZZAZIONE(PRIMO(risultato; MEDIA(esito.risultato)); target; algoritmo; tetto=100%); 0%)
indicatore	realizzazione	SE(rapporto >= 90%; 100%; SE(rapporto < 50%; 0%; rapporto))
operativo	rapporto	MEDIA(indicatore.realizzazione)
strategico	rapporto	MEDIA.PESATA(MEDIA(indicatore.realizzazione); 60%; MEDIA(operativo.realizzazione); 40%)
operativo, strategico	realizzazione	SE(tolleranza = "indicatori e obiettivi"; SE(rapporto >= 90%; 100%; SE(rapporto < 50%; 0%; rapporto)); rapporto)
area	realizzazione	MEDIA(strategico.realizzazione)
ente	realizzazione	MEDIA(area.realizzazione)
ente	realizzazione_sg	MEDIA.PESATA(indicatore.realizzazione; indicatore.peso)
ente	dipendenti	SOMMA(funzione.dipendenti)
ente	dipendenti_pc	SOMMA(funzione.dipendenti) / dipendenti * 100
funzione	quota	dipendenti / ente.dipendenti * 100
ente	categoria_1	SOMMA(categoria.organico_1)
ente	categoria_2	SOMMA(categoria.organico_2)
ente	categoria_3	SOMMA(categoria.organico_3)
ente	eta_1	SOMMA(eta.organico_1)
ente	eta_2	SOMMA(eta.organico_2)
ente	eta_3	SOMMA(eta.organico_3)
ente	anzianita_1	SOMMA(anzianita.organico_1)
ente	anzianita_2	SOMMA(anzianita.organico_2)
ente	anzianita_3	SOMMA(anzianita.organico_3)
ente	contratto_1	SOMMA(contratto.organico_1)
ente	contratto_2	SOMMA(contratto.organico_2)
ente	contratto_3	SOMMA(contratto.organico_3)
ente	studio_1	SOMMA(studio.organico_1)
ente	studio_2	SOMMA(studio.organico_2)
ente	studio_3	SOMMA(studio.organico_3)
ente	sesso_1	PRIMO(sesso_1; SOMMA(sesso.organico_1))
ente	sesso_2	PRIMO(sesso_2; SOMMA(sesso.organico_2))
ente	sesso_3	PRIMO(sesso_3; SOMMA(sesso.organico_3))
-- Classi
Livello	Campo	Da	Etichetta
indicatore, operativo, strategico	realizzazione	90%	raggiunto
indicatore, operativo, strategico	realizzazione	50%	parzialmente raggiunto
indicatore, operativo, strategico	realizzazione	0%	assolutamente non raggiunto
-- Controlli
Livello	Controllo	Gravità
ente	SOMMA(indicatore.peso) = 100%	errore
ente	risorse = budget	errore
strategico	risorse = SOMMA(operativo.risorse)	errore
strategico	risorse = budget	errore
operativo	risorse = budget	errore
area, strategico, operativo	titolo = titolo_albero	avviso
ente	sesso_1 = SOMMA(sesso.organico_1)	errore
ente	sesso_2 = SOMMA(sesso.organico_2)	errore
ente	sesso_3 = SOMMA(sesso.organico_3)	errore
iscritte.valore con padre.titolo = "Imprese Registrate (con UL)" e CONTA(ente.settore.valore[codice].numero) > 0	numero = SE(CONTA.SE(ente.settore.valore[codice].numero; numero) > 0; numero; "nessun totale dei settori")	errore
ufficio	non_scritto	no
persona con codice = "SG"	non_scritto	no
-- Parole
Significato	Parole
nc	NC; n.d.; ---
OBIETTIVI / INDICATORI STRATEGICI / OPERATIVI	Obiettivi e indicatori
-- Allegati
Nome	Fogli	Titolo
Piano della performance {anno} - Tabelle	Segretario Generale; Risorse; Alberatura; Obiettivi strategici; Ente in cifre; Indicatori Pareto; Risorse umane; Organi; Processo; Miglioramento	Tabelle del Piano
Allegato 1 - Alberatura {anno}	Allegato 1	Allegato 1 – Alberatura obiettivi strategici/operativi con indicatori
Allegato 2 - Cruscotti operativi {anno}	{scheda.codice}	Allegato 2 – Cruscotti operativi
Allegato 3 - Obiettivi Posizioni Organizzative {anno}	{persona.codice}	Allegato 3 – Obiettivi Posizioni Organizzative
== Copertina
leggi
	{ente}
	Il Piano della Performance {anno}
	Ente	{ente}
	Anno	{anno}
	Delibera	Approvato con deliberazione di Giunta Camerale {delibera}
	Delibera	{delibera}
== Allegato 1
leggi e scrivi								leggi	leggi	leggi
leggi	{ente}
leggi	Il Piano della Performance {anno}
	Allegato 1 – Alberatura obiettivi strategici/operativi con indicatori
	Prospettiva Performance	OBIETTIVI / INDICATORI STRATEGICI / OPERATIVI	Budget	Algoritmo	Target {anno}	Target {anno+1}	Target {anno+2}	Risultato {anno}	UFFICIO	OB IND
ente		ENTE	{budget} ⟦"€ "#,##0.00⟧
area	{prospettiva}	OB {codice}: {titolo}	{budget} ⟦"€ "#,##0.00⟧
strategico	{prospettiva}	{codice} {titolo}	{budget} ⟦"€ "#,##0.00⟧
indicatore?		{strategico.codice} Indicatori Strategici
indicatore		{codice} {titolo}		{algoritmo}	{target}	{target_1}	{target_2}	{risultato}	{ufficio}	{ob_ind}
operativo	{prospettiva}	{codice} {titolo}	{budget} ⟦"€ "#,##0.00⟧
indicatore		{codice} {titolo}		{algoritmo}	{target}	{target_1}	{target_2}	{risultato}	{ufficio}	{ob_ind}
== Risultati per ufficio
leggi
	Risultati degli indicatori di tutti gli uffici (UFFICIO = TUTTI)
	Indicatore	UFFICIO	Risultato
esito	{indicatore.codice}	{codice}	{risultato}
== Uffici
leggi
	Uffici e Posizioni Organizzative
	Codice	Ufficio	Codice servizio	Servizio	Scheda	Uffici della scheda	Titolo scheda
scheda, ufficio	{ufficio.codice}	{ufficio.nome}	{scheda.codice_servizio}	{scheda.servizio}	{scheda.codice}	{scheda.uffici}	{scheda.titolo}
tabella leggi
	Codice	Posizione organizzativa			Scheda		Titolo scheda
persona	{codice}	{nome}			{scheda}		{titolo}
== {scheda.codice}
leggi e scrivi per scheda con indicatore.ufficio in scheda.uffici
!	{scheda.titolo}
	OBIETTIVI / INDICATORI STRATEGICI / OPERATIVI	Algoritmo	Risultato {anno}	Target {anno}	Target {anno+1}	Target {anno+2}	% Realizz parametrata	UFFICIO	OB IND
area	OB {codice}: {titolo}						{realizzazione}	{ufficio}	{ob_ind}
strategico	{codice} {titolo}						{realizzazione}	{ufficio}	{ob_ind}
indicatore con ufficio in "TUTTI"	{codice} {titolo}	{algoritmo}	{esito[scheda.codice].risultato}	{target}	{target_1}	{target_2}	{realizzazione}	{ufficio}	{ob_ind}
indicatore con non ufficio in "TUTTI"	{codice} {titolo}	{algoritmo}	{risultato}	{target}	{target_1}	{target_2}	{realizzazione}	{ufficio}	{ob_ind}
operativo	{codice} {titolo}						{realizzazione}	{ufficio}	{ob_ind}
indicatore con ufficio in "TUTTI"	{codice} {titolo}	{algoritmo}	{esito[scheda.codice].risultato}	{target}	{target_1}	{target_2}	{realizzazione}	{ufficio}	{ob_ind}
indicatore con non ufficio in "TUTTI"	{codice} {titolo}	{algoritmo}	{risultato}	{target}	{target_1}	{target_2}	{realizzazione}	{ufficio}	{ob_ind}
== {persona.codice}
scrivi per persona con persona.titolo <> "" e persona.codice in indicatore.ob_ind
!	{persona.titolo}
	OBIETTIVI / INDICATORI STRATEGICI / OPERATIVI	Algoritmo	Risultato {anno}	Target {anno}	Target {anno+1}	Target {anno+2}	% Realizz parametrata	UFFICIO	OB IND
area	OB {codice}: {titolo}						{realizzazione}	{ufficio}	{ob_ind}
strategico	{codice} {titolo}						{realizzazione}	{ufficio}	{ob_ind}
indicatore	{codice} {titolo}	{algoritmo}		{target}	{target_1}	{target_2}	{realizzazione}	{ufficio}	{ob_ind}
operativo	{codice} {titolo}						{realizzazione}	{ufficio}	{ob_ind}
indicatore	{codice} {titolo}	{algoritmo}		{target}	{target_1}	{target_2}	{realizzazione}	{ufficio}	{ob_ind}
== Segretario Generale
leggi e scrivi con indicatore.peso
	6. OBIETTIVI INDIVIDUALI - Segretario Generale
	OBIETTIVI / INDICATORI STRATEGICI / OPERATIVI	Algoritmo	Target {anno}	Peso
area	OB {codice}: {titolo}
strategico	{codice} {titolo}
indicatore	{codice_sg} {titolo}	{algoritmo_sg}	{target_sg}	{peso}
operativo.indicatore	{codice_sg} {titolo}	{algoritmo_sg}	{target_sg}	{peso}
== Risorse
leggi e scrivi
	7.2 Coerenza con la programmazione economico-finanziaria
	Riepilogo delle risorse assegnate a obiettivi strategici e obiettivi operativi.
	ENTE	Risorse
ente	1	{risorse} ⟦#,##0.00" €"⟧

tabella leggi e scrivi
area	Obiettivi strategici	Risorse	Obiettivi operativi	Risorse
strategico, operativo	{strategico.codice}	{strategico.risorse} ⟦#,##0.00" €";"-"#,##0.00" €";"€"⟧	{operativo.codice}	{operativo.risorse} ⟦#,##0.00" €";"-"#,##0.00" €";"€"⟧
area
== Alberatura
leggi e scrivi
	Area Strategica → Obiettivo Strategico → Obiettivo Operativo
	Area strategica	Obiettivo strategico	Obiettivo operativo
area, strategico, operativo	{area.codice}. {area.titolo_albero}	{strategico.codice} {strategico.titolo_albero}	{operativo.codice} {operativo.titolo_albero}
== Obiettivi strategici
scrivi
	Aree strategiche e obiettivi strategici
	Area strategica	Obiettivo strategico
area, strategico	{area.codice}. {area.titolo_albero}	{strategico.codice} {strategico.titolo_albero}
== Ente in cifre
leggi e scrivi		valore
	L'amministrazione in cifre
	Iscrizioni Registro Imprese	{valore.codice}
iscritte	{titolo}	{valore.numero} ⟦#,##0⟧

tabella leggi e scrivi		valore
	Imprese Registrate (con UL)	{valore.codice}
settore	{titolo}	{valore.numero} ⟦#,##0⟧

tabella leggi e scrivi
	Partecipazioni
	Settore di attività	Denominazione società				Capitale sociale	Quota partecipazione CCIAA (%)
societa	{settore}	{titolo}				{capitale} ⟦#,##0⟧	{quota}
== Indicatori Pareto
leggi e scrivi
	L'amministrazione in cifre – indicatori Pareto
	Tipo Indicatore	Descrizione	U.M.	Valore CC MS	Media TOSCANA	Media NAZIONALE	Media CLUSTER
pareto	{tipo}	{titolo}	{um}	{ente_v}	{toscana}	{nazionale}	{cluster}
== Risorse umane
leggi e scrivi
	Dipendenti per funzione istituzionale
	Funzioni istituzionali	Dipendenti	%
funzione	{titolo}	{dipendenti}	{quota} ⟦0.0⟧
	Totale	{dipendenti}	{dipendenti_pc} ⟦0.0⟧

tabella leggi e scrivi
	Dipendenti per categoria
	Categorie	Anno {anno-1}	Anno {anno-2}	Anno {anno-3}
categoria	{titolo}	{organico_1}	{organico_2}	{organico_3}
	Totale	{categoria_1}	{categoria_2}	{categoria_3}

tabella leggi e scrivi
	Dipendenti per classe d'età
	Classi d'età	Anno {anno-1}	Anno {anno-2}	Anno {anno-3}
eta	{titolo}	{organico_1}	{organico_2}	{organico_3}
	Totale	{eta_1}	{eta_2}	{eta_3}

tabella leggi e scrivi
	Dipendenti per anzianità di servizio
	Anzianità di servizio	Anno {anno-1}	Anno {anno-2}	Anno {anno-3}
anzianita	{titolo}	{organico_1}	{organico_2}	{organico_3}
	Totale	{anzianita_1}	{anzianita_2}	{anzianita_3}

tabella leggi e scrivi
	Dipendenti per tipo di contratto
	Tipo di contratto	Anno {anno-1}	Anno {anno-2}	Anno {anno-3}
contratto	{titolo}	{organico_1}	{organico_2}	{organico_3}
	Totale	{contratto_1}	{contratto_2}	{contratto_3}

tabella leggi e scrivi
	Dipendenti per titolo di studio
	Titolo di studio	Anno {anno-1}	Anno {anno-2}	Anno {anno-3}
studio	{titolo}	{organico_1}	{organico_2}	{organico_3}
	Totale	{studio_1}	{studio_2}	{studio_3}

tabella leggi e scrivi
leggi	Risorse umane
leggi	Distribuzione del personale per categorie significative
	Dipendenti per sesso
	Sesso	Anno {anno-1}	Anno {anno-2}	Anno {anno-3}
sesso	{titolo}	{organico_1}	{organico_2}	{organico_3}
	Totale	{sesso_1}	{sesso_2}	{sesso_3}
== Organi
leggi e scrivi
	Organi, dirigenza e OIV
	La Giunta
	Componenti	Settore
giunta	{titolo}	{settore}

	Il Consiglio
	Componenti	Settore	Componenti	Settore
consiglio	{titolo}	{settore}	{componente_2}	{settore_2}

	La Dirigenza
dirigente	{titolo}	{carica}

	OIV
oiv	{titolo}	{carica}
== Processo
leggi e scrivi
	Sintesi del processo di redazione del Piano della Performance
fase	{titolo}
fase	ATTIVITÀ		TEMPI	ATTORI COINVOLTI
attivita	{codice}	{titolo}	{tempi}	{attori}
fase
== Miglioramento
leggi e scrivi
	Azioni di miglioramento
	OGGETTO	PIANO DI MIGLIORAMENTO
miglioramento	{titolo}	{piano}

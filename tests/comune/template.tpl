== Metodo
-- Modello
nome ⟦@⟧	comune-invento ⟦@⟧
descrizione ⟦@⟧	Traguardi, andamento e schede degli uffici di un Comune inventato ⟦@⟧
genere ⟦@⟧	relazione ⟦@⟧
ente ⟦@⟧	Comune di Invento ⟦@⟧
-- Livelli
Livello ⟦@⟧	Padre ⟦@⟧	Codice ⟦@⟧	Nome ⟦@⟧
comune ⟦@⟧
linea ⟦@⟧	comune ⟦@⟧	[IVX]+ ⟦@⟧	Linea di mandato ⟦@⟧
traguardo ⟦@⟧	linea ⟦@⟧	[IVX]+/\d+ ⟦@⟧	Traguardo ⟦@⟧
misura ⟦@⟧	traguardo ⟦@⟧	[IVX]+/\d+/[a-z] ⟦@⟧	Misura ⟦@⟧
trimestre ⟦@⟧	misura ⟦@⟧	T[1-4] ⟦@⟧	Trimestre ⟦@⟧
ufficio ⟦@⟧	comune ⟦@⟧	[A-Z]{3} ⟦@⟧	Ufficio ⟦@⟧
servizio ⟦@⟧	comune ⟦@⟧		Servizio ⟦@⟧
annualita ⟦@⟧	servizio ⟦@⟧	(19|20)\d\d ⟦@⟧	Anno ⟦@⟧
-- Campi
Livello ⟦@⟧	Campo ⟦@⟧	Tipo ⟦@⟧	Espressione ⟦@⟧	Obbligatorio ⟦@⟧
comune, linea, traguardo, misura ⟦@⟧	riuscita ⟦@⟧	percentuale ⟦@⟧
misura ⟦@⟧	peso ⟦@⟧	numero ⟦@⟧		sì ⟦@⟧
misura ⟦@⟧	arrivo ⟦@⟧	target ⟦@⟧
misura ⟦@⟧	uffici ⟦@⟧	elenco ⟦@⟧	[A-Z]{3} ⟦@⟧
misura ⟦@⟧	ultimo ⟦@⟧	risultato ⟦@⟧
misura, linea, comune ⟦@⟧	semaforo ⟦@⟧	testo ⟦@⟧
trimestre ⟦@⟧	rilevato ⟦@⟧	risultato ⟦@⟧
trimestre ⟦@⟧	nota ⟦@⟧	testo ⟦@⟧
ufficio ⟦@⟧	responsabile ⟦@⟧	testo ⟦@⟧
servizio ⟦@⟧	unita ⟦@⟧	testo ⟦@⟧
servizio ⟦@⟧	variazione ⟦@⟧	percentuale ⟦@⟧
annualita ⟦@⟧	valore ⟦@⟧	numero ⟦@⟧
comune ⟦@⟧	primo, corrente ⟦@⟧	testo ⟦@⟧
-- Calcoli
Livello ⟦@⟧	Campo ⟦@⟧	Formula ⟦@⟧
misura ⟦@⟧	ultimo ⟦@⟧	PRIMO(trimestre["T4"].rilevato; trimestre["T3"].rilevato; trimestre["T2"].rilevato; trimestre["T1"].rilevato) ⟦@⟧
misura ⟦@⟧	riuscita ⟦@⟧	PRIMO(REALIZZAZIONE(ultimo; arrivo; tetto=100%; minore=speculare; ritardo=2%); 0%) ⟦@⟧
traguardo ⟦@⟧	riuscita ⟦@⟧	MEDIA.PESATA(misura.riuscita; misura.peso) ⟦@⟧
linea ⟦@⟧	riuscita ⟦@⟧	MEDIA(traguardo.riuscita) ⟦@⟧
comune ⟦@⟧	riuscita ⟦@⟧	MEDIA(linea.riuscita) ⟦@⟧
misura, linea, comune ⟦@⟧	semaforo ⟦@⟧	CLASSE(riuscita) ⟦@⟧
servizio ⟦@⟧	variazione ⟦@⟧	ARROTONDA(annualita[comune.corrente].valore / annualita[comune.primo].valore - 1; 3) ⟦@⟧
comune ⟦@⟧	primo ⟦@⟧	PRIMO(annualita.codice) ⟦@⟧
comune ⟦@⟧	corrente ⟦@⟧	anno - 1 & "" ⟦@⟧
-- Classi
Livello ⟦@⟧	Campo ⟦@⟧	Da ⟦@⟧	A ⟦@⟧	Etichetta ⟦@⟧
misura, linea, comune ⟦@⟧	riuscita ⟦@⟧	95% ⟦@⟧		verde ⟦@⟧
misura, linea, comune ⟦@⟧	riuscita ⟦@⟧	60% ⟦@⟧	< 95% ⟦@⟧	giallo ⟦@⟧
misura, linea, comune ⟦@⟧	riuscita ⟦@⟧	0% ⟦@⟧	< 60% ⟦@⟧	rosso ⟦@⟧
-- Controlli
Livello ⟦@⟧	Controllo ⟦@⟧	Gravità ⟦@⟧
misura ⟦@⟧	pesi ⟦@⟧	avviso ⟦@⟧
servizio ⟦@⟧	CONTA(annualita.valore) >= 2 ⟦@⟧	nota ⟦@⟧
-- Parole
Significato ⟦@⟧	Parole ⟦@⟧
nc ⟦@⟧	NR; non rilevato ⟦@⟧
sì ⟦@⟧	fatto ⟦@⟧
Uffici coinvolti ⟦@⟧	Chi lo fa ⟦@⟧
== Traguardi
leggi e scrivi						scrivi con relazione	scrivi con relazione
	I traguardi del Comune, anno {anno}
	Che cosa vogliamo	Come lo misuriamo	Peso	Punto d'arrivo {anno}	Uffici coinvolti	Grado di riuscita	Semaforo
linea	LINEA DI MANDATO {codice} – {titolo}					{riuscita} ⟦0.0%⟧	{semaforo}
traguardo, misura	{traguardo.codice} {traguardo.titolo}	{misura.codice} {misura.titolo}	{peso}	{arrivo:>= 0}	{uffici}	{misura.riuscita} ⟦0.0%⟧	{misura.semaforo}
scrivi traguardo con relazione	Riuscita del traguardo {codice}					{riuscita} ⟦0.0%⟧
scrivi comune con relazione	Complesso del Comune					{riuscita} ⟦0.0%⟧	{semaforo}
== Andamento
leggi e scrivi		trimestre	trimestre
	Misura	Rilevato {trimestre.codice}	Annotazioni {trimestre.codice}
misura	{codice}	{trimestre.rilevato}	{trimestre.nota}
== Servizi in cifre
leggi e scrivi			annualita	scrivi
	I servizi in cifre
	Servizio	Unità	{annualita.codice}	Variazione
servizio	{titolo}	{unita}	{annualita.valore} ⟦#,##0⟧	{variazione} ⟦"+"0.0%;"-"0.0%⟧
== Uffici
leggi e scrivi
	Sigla	Ufficio	Chi risponde
ufficio	{codice}	{titolo}	{responsabile}
== Scheda {ufficio.codice}
scrivi per ufficio con ufficio.codice in misura.uffici
	Ufficio {ufficio.titolo} – risponde {ufficio.responsabile}
	Misura		Punto d'arrivo {anno}	T1	T2	T3	T4	A che punto siamo
traguardo	Traguardo {codice}: {titolo}
misura	{codice}	{titolo}	{arrivo:>= 0}	{trimestre["T1"].rilevato}	{trimestre["T2"].rilevato}	{trimestre["T3"].rilevato}	{trimestre["T4"].rilevato}	{ultimo}

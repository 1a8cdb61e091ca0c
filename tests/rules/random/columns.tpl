== Metodo
-- Livelli
Livello	Padre	Codice
ente
settore	ente
valore	settore	20\d\d
indicatore	ente	i\d
rilevazione	indicatore	[0-3]\d/[01]\d
-- Campi
Livello	Campo	Tipo	Obbligatorio
settore	nota	testo
valore	numero	numero	sì
rilevazione	risultato	risultato	sì
rilevazione	commento	testo
== Valori
leggi e scrivi			valore
	Settore	Nota	{valore.codice}
settore	{titolo}	{nota}	{valore.numero}
== Rilevazioni
leggi e scrivi			rilevazione	rilevazione
	Codice	Indicatore	Al {rilevazione.codice}	Commento al {rilevazione.codice}
indicatore	{codice}	{titolo}	{rilevazione.risultato}	{rilevazione.commento}

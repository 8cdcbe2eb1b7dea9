import type { Vocabulary } from "./senses.ts";

// Stems and words without accents: the text is compared without them as well.

export const spanishPortugueseWords: Vocabulary = {
  phone:
    "mudo, muda, silencio, sonido, voz, som, portad*, portabilidad*, portabilidade, llamada*, llamar*, llaman, llamando, operador*, troncal*, tronco*, centralita*, telefon*, pasarela*, proveedor*, chamada*, ligac*, ligar*, operadora*, central telefonica, telefonia, ramal registrado, registro, registrar*, registra*, timbra*, tocando, desvio*, desvía*, transferencia*, ocupado*, discagem, discar, marcacion, " +
    "saliente*, entrante*, cuelga*, colgar*, desligou, desliga*, buzon, audio, autentica*, senaliz*, sinaliz*, enlace*, softswitch, respuesta a*, atende*, contesta*",
  response:
    "tasa, taxa, porcentaje de, proporcion de, proporcao de, respuesta*, codigo*, error*, erro, erros, resposta*, estado, rechazo*, rejeic*, fallo*, falla*, falha*, bucle*, rafaga*, lluvia, pico*, oleada*, monton*, montón*, loop, avalancha*, enxurrada*, rajada*, retorno*",
  verb:
    "atasc*, estanc*, trab*, difier*, devuelv*, devolv*, recib*, receb*, retorn*, envi*, responde*, respond*, contest*, rechaz*, rejeit*, tira, tiran, tirando, lanza*, da, dan, dando, dio, deu, sale, salen, saliendo, sigue*, seguimos, vemos, veo, viendo, vendo, vejo, vi, ves, aparec*, continua*, manda*, mandou, volvio*, llega*, chega*, chegou, falla con, falha com, cae*, cai, caindo, gener*, " +
    "mapea*, trata*, sai, saem, saindo, obten*, tenemos, temos, hay, ha, tem, fica*, pega*, pegando, solta*, soltando, convier*, vuelve*, vuelven, voltou, voltaram, voltando, cambi*, mud*, recusa*, da como resultado, causa un*, causan, causando, devolve, esperar, espera*, significa*",
  article:
    "desafio*, reto, interminable*, infinit*, constante*, seguid*, repetid*, masiv*, macic*, falso, falsos, un, una, unos, unas, el, los, las, um, uma, uns, umas, o, os, a, ese, este, esse, esses, estos, esos, muchos, muchas, muitos, varios, solo, so, puro, puros, otro, otra, outro, outra, mas, mais, algun*, nenhum, ningun, bastantes, tantos, algunos, alguns, del, do, dos, al, ao, aos",
  still:
    "intermitente*, esporadic*, aleatori*, constantes, recurrente*, recorrente*, sigue, siguen, otra vez, de nuevo, ahora, todavia, aun, de novo, agora, ainda, outra vez, denovo, tambien, tambem, mismo, mesmo, solo, siempre, sempre, continuam, nada mas, outro, otro, ya no, novamente",
  with: "diferencia entre, diferenca entre, entre el, entre un, entre o, entre um, en lugar de, en vez de, em vez de, ao inves de, con, com, como, tras, despues de, depois de, apos, por, en, em, no, de, para, ao, al, sin, sem, un, es, e, ante, antes de",
  label:
    "puerto*, porta, portas, extension, extensiones, ext, interno, internos, anexo*, ramal, ramais, sala*, habitacion*, quarto*, ticket*, tiquete*, chamado, chamados, incidencia*, incidente, linea*, linha*, pagina*, pag., version*, versao, numero*, num., n.º, nº, n°, piso*, andar*, paso, factura*, fatura*, pedido*, caso, " +
    "usuario*, cliente, conta, cuenta*, expediente*, puesto, modelo*, cola, fila, calle, rua, av., avenida, carretera, codigo postal, prefijo*, prefixo*, licencia*, licenca*, apartado, capitulo*, seccion*, secao, cabina, sede, ley, lei, articulo*, artigo*, bus, marca el, marque*, disque, disca, vuelo, voo, fila, tarea, tarefa, sucursal, precio, preco",
  unit:
    "segundo*, milisegundo*, seg, segs, minuto*, hora*, dia, dias, semana*, mes, meses, ano, anos, llamadas, llamada, chamadas, chamada, ligacoes, canal*, canais, usuario*, cliente*, agente*, personas, pessoas, ramais, extensiones, lineas, linhas, veces, vezes, euro*, dolar*, peso*, real, reais, por ciento, por cento, metros, km, registros, tickets, " +
    "sesiones, sessoes, sesion*, conexion*, conexo*, empleado*, funcionario*, minutinhos, paginas, archivos, arquivos, telefonos, telefones, aparelhos, equipos, equipamentos, numeros, mensajes, mensagens, intentos, tentativas, grados, graus, puntos, pontos, mil, millones, milhoes, centavos, puestos, unidades, licencias, licencas, filas, linhas, clientes, troncales, troncos, correos, invitados, asientos, simultane*",
  quantity:
    "mas de, menos de, alrededor de, unas, unos, cerca de, casi, hasta, ate, cada, mais de, aproximadamente, quase, por lo menos, al menos, pelo menos, limite de, maximo de, maximo, sobre, espera de, tardo, demorou, demora, superamos, passou de, em torno de, uns, total de, entre",
  counted:
    "libre*, livre*, concurrent*, simultane*, activ*, ativ*, nuev*, nov*, diferent*, consecutiv*, mas, mais, de, registrad*, entrantes, salientes, perdidas, perdidos",
  time: "temporizador*, espera, intervalo*, duracion, duracao, retardo*, atraso, latencia, tiempo, tempo, caduca*, expira*, timeout, cada",
  and: "y, e, o, u, ou, y luego, e depois, versus, ni",
  through: "a, al, hasta, ate",
  small:
    "que, de, en, con, por, para, se, nos, les, lo, la, el, los, las, al, del, es, son, pero, mas, mais, no, na, nas, nos, ao, aos, dos, das, pelos, pelas, nossos, nosotros, ellos, desde, tras, antes, entonces, es, después, todos, todas, apenas, pues, seus, estes, essas, hoy, ayer, ayer, tras, eles, elas, las, vos, tras, estamos, vemos, vamos, temos, estan, cuando, quando, essas, dos, nas, antes, depois, menos, los, sus",
  http: "pagina de estado, pagina de status, wiki, boutique, sistema de tickets, sistema de chamados, portal, carrito, carrinho, sistema de chamado, a loja, el blog, o blog, extranet*, intranet*, el portal, o portal, no portal, pagina de, painel, panel web, tienda, loja, aplicativo, aplicacion web, pagina web*, sitio web*, site do, navegador*, formulario web*, portal web*, tienda online, o site, no site, do site, nosso site, el sitio, la web, loja virtual, web, api",
  foreign: "correo*, e-mail*, buzones",
  cause:
    "causa, codigo de causa, causa q.850, causa de desconexion, causa isdn, causa de liberacion, causa de desligamento, causa de corte",
  isdn: "codigo de causa, causa q.850, causa de desconexion, causa isdn, causa de liberacion, causa de desligamento, causa de corte",
};

export const frenchWords: Vocabulary = {
  phone:
    "pas de son, silence, son coupe, muet*, portage, portes, portabilite, appel, appels, appelant*, appele*, operateur*, trunk*, telephon*, passerelle*, fournisseur*, sonne*, standard telephonique, autocom*, enregistrement*, s'enregistre*, raccroch*, decroch*, transfert*, renvoi d'appel, sortant*, entrant*, occupe*, authentif*, signalisation*, poste injoignable, combine, messagerie vocale, emission",
  response:
    "taux, part de, proportion de, reponse*, code*, erreur*, rejet, rejets, echec*, boucle*, rafale*, pic, pics, statut*, refus, vague*, pluie, avalanche*, retour*, en-tete",
  verb: "bloqu*, differ*, renvoi*, recoi*, recu*, recev*, retourne*, repond*, envoi*, envoy*, rejet*, refuse*, donne*, vois, voit, voyons, voient, prend, prends, prenons, prennent, tombe*, sort, sortent, balance*, crache*, gener*, declenche*, fait*, font, obtien*, avons, ai, a, as, ont, y a, mappe*, traduit*, remonte*, provoque*, passe, passent, passe en, bascule*, finit, finissent, coince*, arrive*, affiche*, mange*, emet*, attend*",
  article:
    "sans fin, incessant*, continu*, repete*, massif*, massive*, en boucle, tas de, serie de, que du, du, un, une, des, le, les, l', du, de, ce, ces, cet, plein de, beaucoup de, que des, aucun, autre, autres, quelques, plusieurs, encore un, encore des, en, au, aux",
  still:
    "donc, alors, partout, intermittent*, aleatoire*, recurrent*, sporadique*, encore, toujours, maintenant, de nouveau, a nouveau, aussi, meme, que, tjs, tjrs, plus que, sans cesse, plus de",
  with: "difference entre, entre un, entre le, au lieu de, a la place de, avec, en, par, apres, sur, comme, suite a, pour, sans, vers, au, dans",
  label:
    "port, ports, poste*, numero*, n°, salle*, chambre*, bureau*, ticket*, tickets, incident*, ligne*, page*, version*, etage*, facture*, commande*, compte*, utilisateur*, abonne n°, dossier*, modele*, file, article*, rue, route, batiment*, porte*, bus, appart*, chapitre*, prefixe*, licence*, position, extension*, composez le, appelez le, appeler le, prix, etape*, quai, vol, loi, tache*",
  unit: "seconde*, secondes, milliseconde*, minute*, heure*, jour, jours, semaine*, mois, ans, annee*, octet*, ko, mo, go, appels, appel, canaux, lignes, utilisateurs, clients, client, agents, postes, personnes, employes, fois, euro*, balles, pour cent, metres, tickets, sessions, connexions, telephones, numeros, messages, tentatives, degres, points, pages, mille, million*, salaries, enregistrements, simultane*, fichiers, abonnes, licences, invites, places",
  quantity:
    "plus de, moins de, environ, a peu pres, pres de, presque, jusqu'a, toutes les, tous les, chaque, au moins, au plus, maximum de, limite de, limite a, apres environ, quelque, dure, total de, depasse, autour de, entre",
  counted:
    "libre*, en cours, simultane*, concurrent*, actif*, nouveau*, nouvel*, differen*, consecutif*, de, autres, d'affilee, sortants, entrants, perdus, premiers, derniers",
  time: "delai*, minuterie*, temporisation*, intervalle*, duree*, attente, expir*, toutes les, latence*, timeout",
  and: "et, ou, puis, ni, contre",
  through: "jusqu'a",
  small:
    "c'est, est, que, qui, de, en, avec, par, pour, se, nous, vous, les, des, le, la, est, sont, mais, pas, plus, dans, sur, sans, sous, tous, toutes, alors, depuis, apres, avant, chez, quand, puis, ils, elles, nos, vos, leurs, ses, mes, tes, hors, cas, lors, vers, toujours, fois, jamais, deux, trois, dessus, ces",
  http: "page de statut, page d'etat, page d'accueil, wiki, boutique, la boutique, outil de tickets, panier, page d'aide, espace client, extranet*, intranet*, portail*, le site, du site, interface web, api, site web*, page web*, navigateur*, site internet, boutique en ligne",
  foreign: "courriel*, messagerie electronique",
  cause: "cause, code cause, code de cause, cause de liberation, cause q.850, cause isdn, cause de deconnexion, cause rnis",
  isdn: "code cause, code de cause, cause de liberation, cause q.850, cause isdn, cause de deconnexion, cause rnis",
};

export const germanWords: Vocabulary = {
  phone:
    "kein ton, ton, stille, sprache, stumm, freizeichen, freiton, portiert*, portierung*, rufnummernmitnahme, anruf*, ruf, rufe, rufaufbau*, gesprach*, telefon*, carrier*, provider*, netzbetreiber*, telefonanlage*, anlage*, tk-anlage*, leitung*, trunk*, registrier*, klingel*, besetzt, weiterleit*, weiterleitung*, umleit*, rufumleitung*, aufgelegt, auflegen, vermittl*, ausgehend*, eingehend*, gegenstelle*, gegenseite*, anbieter*, nebenstelle registriert, authentifi*, signalisier*, durchstellen, abgelehnt*, sprachbox*",
  response:
    "quote, anteil*, rate, antwort*, fehler*, code*, status*, meldung*, rueckmeld*, ruckmeld*, schleife*, ablehnung*, abweisung*, welle*, haufung*, flut*, schwall*, er fehler*, er-fehler*, er, er-*, spitze*, fehlercode*, statuscode*, antwortcode*, sip-code*, challenge*",
  verb: "hang*, hang, unterscheid*, steck*, bekomm*, kriegen, kriegt, kriege, krieg*, kommt, kommen, kam, kamen, liefer*, schick*, send*, gesendet, antwort*, erhalt*, erhielt*, empfang*, lehn*, ablehn*, abgelehnt, abgewiesen, weist*, wirft, werfen, wirf, gibt, geben, gab, zuruck, zurueck, zeig*, sehe, sehen, seh, sieht, sah, scheiter*, hagelt, regnet, erzeug*, reagier*, haben, habe, hat, hatte, hatten, mappt, mappen, setzt, behandel*, quittier*, endet*, enden, hangt, hangen, fliegt, fliegen, fallen, fallt, lauft, laufen, wird, werden, gemeldet, meldet, melden, beantwort*, schmeisst, schmeissen, ignorier*, erwart*, heisst, bedeut*",
  article:
    "endlos*, dauerhaft*, vereinzelt*, sporadisch*, gehauft*, massiv*, wiederholt*, reihenweise, unzahlige*, plotzliche*, ein, eine, einen, einem, eines, der, die, das, den, dem, des, diese*, kein*, lauter, viele, mehr, wieder, nur, jede*, alle, andere*, paar, einige*, weitere*, standig*, dauernd*, immer, massenhaft, ausschliesslich",
  still:
    "immer noch, noch, wieder, jetzt, immer, nur, auch, weiterhin, erneut, nun, schon wieder, noch immer, nach wie vor, statt, stattdessen, ploetzlich, plotzlich, standig, dauernd, nicht mehr",
  with: "unterschied zwischen, anstatt, anstelle von, mit, als, auf, nach, bei, von, vom, wegen, fur, fuer, statt, ohne, per, trotz, zu, vor, durch",
  label:
    "port*, durchwahl*, nebenstelle*, dw, zimmer*, raum*, ticket*, tickets, vorgang*, seite*, zeile*, version*, nummer*, nr, nr., rufnummer*, stock, etage*, rechnung*, bestell*, kunde*, kundennummer*, benutzer*, user*, konto*, konten, modell*, auftrag*, abschnitt*, kapitel*, haus*, hausnummer*, linie*, bus, gleis, zug, strasse*, warteschlange*, platz*, vorwahl*, plz, wahle*, wahlen*, wahlt, wahl die, waehle*, lizenz*, apparat*, teilnehmer*, paragraf*, tur, gate, flug, issue*, preis*, kennung*, aufgabe*",
  unit: "sekunde*, sek, sek., millisekunde*, minute*, stunde*, std, tag, tage, tagen, woche*, monat*, jahr*, byte*, anruf*, gesprach*, kanal*, kanale, leitung*, benutzer*, nutzer*, kunden, agent*, agenten, nebenstelle*, mitarbeiter*, leute*, personen, mal, euro*, prozent*, meter*, tickets, sitzung*, verbindung*, telefone*, endgerat*, gerate*, nummern, nachricht*, versuch, versuche, versuchen, grad, punkt*, seiten, tausend, million*, zeilen, datensatz*, dateien, teilnehmer*, lizenz*, gleichzeitig*, stuck, platze, arbeitsplatze",
  quantity:
    "mehr als, weniger als, uber, ueber, unter, etwa, ungefahr, rund, ca, ca., knapp, fast, bis zu, alle, jede, mindestens, hochstens, maximal, max., limit von, gut, nach etwa, dauerte, dauert, insgesamt, zwischen, von etwa",
  counted:
    "frei*, freie, freien, gleichzeitig*, parallel*, aktiv*, neue*, verschiedene*, aufeinander*, weitere*, offene*, aller, ausgehende*, eingehende*, verpasste*, registrierte*",
  time: "timer*, zeituberschreit*, intervall*, dauer*, verzoger*, wartezeit*, ablauf*, alle, latenz*, timeout*",
  and: "und, oder, dann, sowie, gegen, bzw, bzw., beziehungsweise",
  through: "bis",
  small:
    "ich, wir, ihr, sie, er, es, und, oder, aber, wenn, weil, als, auf, aus, bei, bis, das, dass, der, die, den, dem, des, ein, fur, im, in, ist, sind, mit, nach, nicht, noch, nur, schon, sich, so, um, uns, vom, von, vor, was, wo, wie, zu, zum, zur, eins, alles, etwas, nichts, jenes, deins, mittels, falls, bereits, als, ins, ans, rechts, links, nachts, morgens, abends, mittags, erstens, meistens, besonders, anders, stets, aufs, haufig, laut",
  http: "statusseite*, anmeldeseite*, loginseite*, hilfeseite*, fehlerseite*, produktseite*, abrechnungsportal*, rechnungsportal*, serviceportal*, adminportal*, kundenbereich*, adminbereich*, webshop*, online-shop*, ticketsystem*, warenkorb*, wiki, bestellsystem*, anmeldemaske*, mitarbeiterportal*, terminportal*, buchungsportal*, webinterface*, weboberflach*, webgui, web-gui, web-interface, webportal*, kundenportal*, portal*, extranet*, intranet*, oberflache*, weboberfl*, schnittstelle, rest-schnittstelle, web, webseite*, website*, weboberflache*, startseite*, internetseite*, onlineshop*, shop*, weboberflache*, browser*",
  foreign: "mailserver*, postfach*, mail*",
  cause:
    "ursache, ursachencode, cause-code, causecode, q.850-cause, isdn-cause, isdn-ursache, auslosegrund, hangup-cause, trenngrund, ausloseursache",
  isdn: "ursachencode, cause-code, causecode, q.850-cause, isdn-cause, isdn-ursache, auslosegrund, hangup-cause, trenngrund, ausloseursache",
};

export const russianWords: Vocabulary = {
  sip: "атс, сип, инвайт*, транк*, софтфон*, телефони*, ватс, астериск*, воип, камаилио*, фрисвитч*, цотс, шлюз*, ре-инвайт*, реинвайт*, сбц",
  phone:
    "звук*, слышн*, тишин*, голос*, портирован*, переносн*, переноса номер*, скрытым номер*, звон*, вызов*, вызова, оператор*, провайдер*, регистрац*, регистр*, номер занят, занято, абонент*, телефон*, дозвон*, исходящ*, входящ*, гудк*, прокси, переадресац*, сброс*, голос*, авторизац*, аутентиф*, маршрут*, трубк*, сигнализац*, апстрим*, плеч*, пир*",
  response:
    "доля, доли, долю, процент ответов, ответ*, ошибк*, код, кода, коды, кодом, кодов, коде, статус*, отказ*, отбо*, шквал*, всплеск*, поток*, лавин*, петл*, цикл*, сообщени*",
  verb: "застря*, завис*, висим, висит, упер*, уперл*, отлича*, разниц*, получа*, получи*, возвраща*, верну*, вернё*, вернет, приход*, пришел, пришёл, пришла, пришли, прилет*, отвеча*, ответи*, шлет, шлёт, шлют, шлем, отправ*, присыла*, присла*, отда*, отдаё*, выда*, дает, даёт, дают, видим, вижу, видно, лов*, ловим, сып*, сыпет*, сыпл*, пада*, вал*, вылета*, вылез*, отклон*, отбива*, отбил*, заверша*, генерир*, переда*, получ*, идут, идет, идёт, летят, летит, кида*, стал*, меня*, замен*, мапи*, слать, слал*, игнор*, жд*, означа*, режет*, рубит*, улета*, появля*, появи*, пропа*, повис*, лезут, лезет",
  article:
    "те же, тот же, та же, такой же, такие же, бесконечн*, постоянн*, массов*, непрерывн*, редк*, частые, частых, единичн*, дикое количество, пачки, этот, эти, один, одни, какой-то, какие-то, тот, та, те, сплошные, много, куча, пачка, все, каждый, постоянные, постоянно, только, лишь, другой, редкие, частые, снова, массовые, сплошной, финальный",
  still:
    "снова, опять, все еще, всё ещё, все ещё, еще, ещё, сейчас, теперь, тоже, также, только, постоянно, по-прежнему, вместо, больше не, уже, вновь, то же",
  with: "с, со, на, в, после, как, по, от, без, кодом, из-за, вместо, до, для, из, под, при",
  label:
    "переговорк*, переговорн*, аудитори*, порт*, внутренн*, добавочн*, доб, доб., комнат*, кабинет*, тикет*, заявк*, задач*, строк*, страниц*, стр., верси*, номер, номера, номеру, номером, ном., №, этаж*, счет*, счёт*, заказ*, аккаунт*, пользователь, пользователя, пользователи, клиент, клиента, клиенты, модел*, раздел*, глав*, дом, дома, квартир*, кв., автобус*, маршрутк*, рейс*, улиц*, офис*, очеред*, лимит*, билет*, пункт*, стать*, набери*, набира*, набрать, экстеншен*, инцидент*, баг*, гост, комн., дверь, цена, стоит, место, лиценз*, префикс*",
  unit: "сек*, мс, миллисек*, мин, мин., минут*, час, часа, часов, дн*, день, недел*, месяц*, год, года, лет, мб, гб, кб, тб, байт*, бит, бита, звонк*, звонок, звонков, вызов*, канал*, лини*, пользовател*, клиент, клиента, клиентов, клиенты, оператор*, абонент*, сотрудник*, человек*, раз, раза, рубл*, руб, руб., доллар*, евро, процент*, метр*, заявок, тикет*, сесси*, соединен*, телефон*, номеров, номера, сообщени*, попыт*, градус*, страниц*, тысяч*, тыс, тыс., млн, миллион*, записей, строк*, файл*, гудк*, штук*, шт, шт., пакет*, запрос*, внутренн*, регистраций, одновремен*, лиценз*, мест, км, рабочих, устройств*",
  quantity:
    "более, больше, менее, меньше, около, примерно, почти, свыше, порядка, до, каждые, каждый, максимум, минимум, не менее, не более, где-то, лимит, через, всего, за, от, длилось, длился, заняло",
  counted:
    "свободн*, одновремен*, активн*, новы*, разн*, подряд, параллельн*, открыт*, входящ*, исходящ*, пропущен*, зарегистрир*, рабочих, неотвечен*",
  time: "таймер*, таймаут*, интервал*, длительн*, задерж*, ожидани*, каждые, через, тайм-аут*",
  and: "и, или, а потом, затем, либо, против",
  through: "по, до",
  small:
    "и, а, но, что, как, в, на, с, со, к, ко, у, о, об, от, до, из, за, по, под, при, не, ни, да, нет, же, ли, бы, то, это, мы, вы, они, он, она, я, нас, вас, их, его, нам",
  http: "страница статуса, страницу статуса, страница входа, вики, джир*, магазин*, корзин*, тикетниц*, хелпдеск*, конфлюенс*, гитлаб*, гитхаб*, графан* сам*, админ-панел*, интранет*, блог, портал*, лк, кабинет клиента, админк*, витрин*, сайт*, браузер*, веб*, страниц* сайта, апи, личный кабинет, личном кабинете, эндпоинт*, бэкенд*, бекенд*, фронт*, интернет-магазин*, вебхук*",
  foreign: "почт*, письм*, имейл*",
  cause: "причина, код причины, причина отбоя, причина q.850, причина разъединения, причиной, причины отбоя, код отбоя, коз",
  isdn: "код причины, причина отбоя, причина q.850, причина разъединения, причины отбоя, код отбоя",
};

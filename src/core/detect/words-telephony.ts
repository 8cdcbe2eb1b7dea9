import type { Vocabulary } from "./senses.ts";

// What only telephony says, in nine languages, and what sounds like it but is software's: "API call", a panel of the PBX.

export const telephonyWords: Vocabulary = {
  telephony:
    "звонок на, звонки на, ura, svi, ivr, discador, discadora, fax, факс*, ファックス, FAX, 传真, 傳真, 팩스, 구내전화, 유선, autocom*, centre d'appels, centres d'appels, interconnect*, conference bridge*, mobile operator*, на городской, на городские, с городского, 固话, 重邀请, 交换机, caller, callers, callee, callees, phone, phones, telephone*, handset*, deskphone*, desk phone*, hotline*, helpline*, call center*, call centre*, callcenter*, callcentre*, contact center, contact centre, dial, dials, dialing, dialling, dialed, dialled, dialer, dialers, dialler, dial tone, dialtone, dial out, dialing out, redial*, ring, rings, ringing, voicemail, " +
    "inbound call*, outbound call*, incoming call*, outgoing call*, test call*, call leg*, leg, legs, a leg, b leg, aleg, bleg, carrier, carriers, fax, faxes, landline*, hung up, hangs up, hanging up, robocall*, call setup*, call setups, toll free, tollfree, hotdesk*, answering machine*, " +
    "celu, celular*, movil*, telefon*, centralita*, troncal*, tronco*, ligac*, ligar, liga, ligam, ligou, ligando, ligo, ligue, llamar*, llaman, llamando, llamo, llamas, llame, llamadas entrantes, llamadas salientes, chamadas entrantes, chamadas de saida, fijo, fijos, fixo, fixos, telefono fijo, cuelga*, colgar, descuelg*, discar, discagem, discando, disco fijo, marcar, marcacion, marcando, contestador*, interurban*, timbra*, teleoperador*, operadora, operadoras, atencion telefonica, " +
    "telephon*, standard telephonique, decroch*, raccroch*, sonne, sonnent, sonnerie*, combine, messagerie vocale, appelant*, appels entrants, appels sortants, appel entrant, appel sortant, ligne fixe, appeler, appelle, appellent, appelez, appelait, numerotation, repondeur*, operateur, operateurs, " +
    "anruf*, telefon*, klingel*, rufaufbau*, aufgelegt, auflegen, freizeichen, tk-anlage*, telefonanlage*, netzbetreiber*, rufnummer*, anrufer*, festnetz*, handynetz*, mobilfunk*, anrufbeantworter*, telefonier*, wahlton, rausrufen, raustelefonieren, " +
    "звон*, дозвон*, гудк*, гудок, трубк*, телефон*, абонент*, номеронабир*, межгород*, горячая линия, горячей линии, горячую линию, колл-центр*, коллцентр*, автоответчик*, вызываем*, вызывающ*, плечо, плеча, плече, плечу, городские номера, мобильн*, " +
    "電話, 通話, 着信, 発信, 発呼, 着呼, 架電, 話中, 鳴ら, 鳴り, 片通話, 固定電話, コールセンター, 電話機, にかけると, にかけたら, をかけると, をかけたら, かけ直, ホットライン, 呼制御, 発側, 着側, 受話, " +
    "电话, 電話, 振铃, 来电, 呼入, 呼出, 外呼, 主叫, 被叫, 通话, 通話, 占线, 忙线, 挂断, 掛斷, 呼叫中心, 座机, 热线, 打不通, 拨不通, 打不出去, 话务, " +
    "전화, 통화, 발신, 착신, 콜센터, 수신자, 발신자, 핫라인, 벨이, 통화연결음",
  sip:
    "вебртц, вебртс, t.38, t38, opus, g711, g.711, g711a, g711u, g729, g.729, g722, g.722, pcmu, pcma, ulaw, alaw, re invite*, re-invite, re-invites, reinv, re-inv, reinvites, rinvite, re-register, ре инвайт*, рейнвайт*, ре-инвайт*, инвайт*, реинвайт*, регистер*, астер, астера, астере, астером, астериск*, аутбаунд*, リインバイト, ri-invite, " +
    "再INVITE, 再invite, 재인바이트, 코덱, コーデック, 编解码, 編解碼, кодек*, codecs, sip-trunk*, siptrunk*, sip trunk*, trunk sip, tronco sip, troncal sip, 中継線, 电信中继",
  http:
    "api call*, api calls, function call*, method call*, rpc call*, system call*, service call*, call to the api, calls to the api, api request*, payment gateway*, email gateway*, sms gateway*, вызов api, вызов апи*, вызовы апи*, вызове апи*, вызов метода, вызов ручки, вызов сервиса, дергаем апи, llamada a la api, llamadas a la api, llamada api, llamadas api, llamada al api, llamadas al api, chamada da api, chamadas da api, chamada a api, chamadas a api, chamada de api, chamadas de api, chamada pra api, appel api, appels api, appel a l'api, appels a l'api, appel de l'api, api-aufruf*, aufruf, aufrufe, aufrufen, seitenaufruf*, " +
    "APIコール, API呼び出し, APIの呼び出し, APIを呼, 调用, 調用, 接口调用, API 호출, 호출, api-call*, апи*, " +
    "panel, panels, paneles, paineis, painel, panneau, admin panel*, control panel*, web panel*, autoprovision*, auto-provision*, provisioning, provisionierung*, provisionamiento, provisionamento, aprovisionamiento, aprovisionamento, provisionnement, провижинин*, автопровиж*, プロビジョニング, 프로비저닝, config download*, config fetch*, config file*, cfg file*, cfg download*, config url*, fichier de config*, archivo de config*, arquivo de config*, файл конфиг*, файл настро*, скачив*, скача*, konfigurationsdatei*, 設定ファイル, 配置文件, 拉配置, 下载配置, 拉取配置, 固件, ファームウェア, 설정 파일, 설정파일, 펌웨어, firmware download*, firmware file*, firmware image*, phonebook*, phone book*, telefonbuch*, phone directory*, recording download*, recording url*, " +
    "post returns, post gives, post fails, post request*, get request*, git, git push, git pull, хук, хука, хуки, хуком, hook, hooks, web hook*, pagerduty, opsgenie, statuscake, pingdom, uptimerobot, uptime kuma, vault, consul, etcd, hashicorp, elastic, widget*, callback url*, callback endpoint*, endpoint url*, healthcheck, health check*, health-check*, readiness*, liveness*",
  phone:
    "calls to, call to, test calls to, test call to, off hook, off-hook, on hook, on-hook, hook flash, hookflash, switch hook, switchhook",
  foreign:
    "bgp, bgp session*, ospf, peering session*, rabbit, dlq, unacked, dead letter*, dead-letter*, consumer lag, smtp relay, mail relay*, enhanced status code*, bounce mail*, replication, replica, replicas, replicacion, replicacao, репликац*, レプリカ, レプリケーション, 复制延迟, 복제",
  foreignPhrase: "too many connections, greylisted, mailbox not found, user not local, relaying denied, try again later",
  label:
    "しきい値, 閾値, 阈值, 임계값, 임계치, umbral, limiar, seuil, schwelle, schwellwert, schwellenwert, порог, paging, page group, area codes, country codes, short codes, feature codes, star codes, mailboxes, orbits, member, members, membre, membres, miembro, miembros, membro, membros, mitglied, mitglieder, участник*, メンバー, 成员, 멤버, rule, rules, regla, reglas, regra, regras, regle, regles, регламент, 規則, ruft, rufe, liga pro, liga pra, liga para o, liga para a, liga para, ligar pro, ligar para o, ligo pro, ligou pro, llama al, llama a la, llamo al, llamar al, llaman al, llamando al, marco el, marca al, marco al, marcar el, appelle le, appelle la, appeler le, appeler la, appelez le, appelle, звонит на, звонят на, звоню на, звонить на, набирает, рулит, 打, 拨, 呼",
  unit: "rufnummern, numeros, agenti, callers, appelants, anrufer, anrufern, anrufende, anrufenden, звонящ*, in the queue, llamantes, agentes, atendentes, in queue, unacked, に電話, にかけ, に掛け, へかけ, に架電, に発信, へ発信, 으로 전화, 에 전화, 로 전화, em fila, na fila, en cola, en attente, in der warteschlange, в очереди, legs, dialogs, jobs, пачек, алертов, alerts open, mensagens, mensajes, messages, nachrichten, сообщений",
  measure:
    "rtt, 排队, 已接, 已接通, 応答済み, 待ち呼, hinterher, de retraso, de atraso, en retard, de retard, espera media, tiempo de espera, tempo de espera, tempo medio, attente moyenne, temps d'attente, wartezeit, время ожидания, 待ち時間, 等待时间, 대기 시간, resync, cap, lag, lags, lagging, retard, delay of, retraso, atraso, drift, skew, verzogerung, ruckstand, отставан*, lag:, elapsed, uptime, p50, p90, p95, p99, ピーク, 峰值, 피크, 지연, 遅延, 延迟, 経過, keepalive a, keepalive to, keepalive at, keepalive auf, keepalive de, keepalive of, keepalive every",
  time: "session timer*, fr timer, timer b, timer f, session-timer*",
  quantity:
    "reicht fur, reichen fur, enough for, sufficient for, alcanza para, alcanzan para, da para, dao para, suffit pour, suffisent pour, хватит на, хватает на, retry in, retries in, retrying in, again in, back off for, back off, stuck for, hung for, down for, waited for, blocked for, frozen for, paused for, ran for, running for, hangs for, hanging for, offline for, unavailable for, idle for, lasted for, gone for, delayed by, behind by, slower by, peaked at, we are at, we're at",
  state:
    "stays, stay, rings, ringing, silent, mute, muted, dead, bleibt, bleiben, stumm, mudo, muda, suena, anda, toca, sonne, muet, молчит, тишина, 鳴り, 鳴ら, 無音, 没声音, 没有声音, 没反应, 处理中, 还在处理, 在处理, 진행, 안 울, 안울, 울려, 울립, moved",
  place: "pro, pra, nach, an, zum, vers, au",
  small: "afterwards, later, since then, клиенту, клиентам, абоненту, пользователю",
  verb: "dice, dicen, diz, dizem, dit, disent, sagt, sagen, говорит, говорят, 말해, 말하, пишет, пишут, показыва*, ругает*, muestra, muestran, mostra, affiche, zeigt, anzeigt, 表示, 显示, hears, hear, shows",
  counted:
    "in use, em uso, en uso, in benutzung, in gebrauch, используется, используются, занято каналов, 使用中, 사용 중, unacked, ready, queued, callers",
};

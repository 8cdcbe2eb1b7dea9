import type { Vocabulary } from "./senses.ts";

// How a sentence names a thing by its number, in nine languages: which things, how they are, where somebody is.

export const thingWords: Vocabulary = {
  device:
    "spa, cisco, cisco spa, hunt group, hunt groups, huntgroup, ring group, call group, pickup group, user group, polycom vvx, cisco, yealink t, model, trunk, trunks, trunk group, trunkgroup, tg, gateway, gateways, gw, agent, agents, phone, phones, desk phone, deskphone, handset, handsets, peer, circuit, span, softphone, telephone, fax, tower, campaign, polycom, yealink, snom, grandstream, vvx, phone model, " +
    "troncal, troncales, tronco, troncos, pasarela, agente, agentes, telefono, telefonos, telefone, telefones, terminal, atendente, campana, campanha, aparelho, " +
    "passerelle, telephone, telephones, terminal, faisceau, " +
    "leitung, leitungen, telefon, telefone, agenten, endgerat, sprachkanal, " +
    "транк, транка, транке, транки, шлюз, шлюза, телефон, телефоны, агент, агенты, линия, линии, линию, трубка, " +
    "トランク, 中継, 端末, 電話機, ゲートウェイ, エージェント, 中继, 中繼, 话机, 話機, 网关, 終端, 终端, 坐席, 座席, 트렁크, 단말, 게이트웨이, 전화기, 상담원",
  state:
    "open, closed, merged, running, green, passed, resolved, reopened, abierto, cerrado, aberto, fechado, ouvert, ferme, offen, geschlossen, erledigt, открыт, открыта, закрыт, закрыта, готов, сделан, クローズ, 対応中, 未対応, 完了, 关闭, 已关, 打开, 완료, 열림, 닫힘, sale bien, " +
    "is, are, isn't, isnt, aren't, was, were, has, had, looks, works, doesn't, doesnt, don't, won't, wont, can't, cant, cannot, rings, up, down, fine, ok, okay, dead, alive, healthy, normal, offline, online, reboots, rebooted, unregistered, registered, reachable, unreachable, locked, disabled, enabled, needs, need, " +
    "esta, estan, es, funciona, va, no, suena, bien, caido, caida, sin, ja, nao, normal, ficou, parou, vuelve, fora, fuera, foi, fue, " +
    "est, sont, n'est, ne, ok, fonctionne, marche, a, coupe, sonne, " +
    "ist, sind, war, geht, gehen, klingelt, funktioniert, tot, lauft, wieder da, steht, " +
    "не, в порядке, работает, работают, упал, упала, лежит, лежат, жив, норм, нормально, поднялся, " +
    "正常, 問題な, 問題あ, 復旧, 無事, 生きて, 死んで, 落ちて, 故障, 停止, 没问题, 沒問題, 恢复, 恢復, 不通, 没事, 坏了, 掉线, 断了, 离线, 정상, 문제없, 문제 없, 복구, 죽었, 살아, 이상 없, 고장",
  place: "到, at, to, in, into, of, for, on, from, en, em, no, na, sur, dans, im, auf, unter, в, на, из, к",
  label:
    "工号, 工號, 编号, 单号, 工单号, 合同号, 社員番号, 契約番号, внутр, внутр., внутренний, внутреннего, добавочный, compilacion, compilacao, compilation, сборка, сборки, сборку, ビルド, 构建, 構建, 빌드, リビジョン, 修订, 리비전, 릴리스, リリース, релиз, ревизия, revisao, lanzamiento, lancamento, mcc, mnc, mcc/mnc, imsi, imei, pci, enb, earfcn, serial, sha, packet, frame, packet #, frame #, ptime, maxptime, cic, opc, dpc, lrn, spid, ocn, npa, clli, registered sip, unregistered sip, postmortem, runbook, coverage, paquete, trama, paquet, trame, paket, rahmen, пакет, кадр, パケット, フレーム, プレフィックス, 帧, 队列, 報文, 패킷, 프레임, 국번, 대기열, здание, hauptstr., bahnhofstr., vuelo, voo, gigue, джиттер*, 抖动, 지터, ジッタ, ntp offset, offset, deriva, desfase, call me on, call me at, ring me on, ring me at, reach me on, reach me at, i'm on, im on, i am on, i'm at, i'm in, im in, you on, you at, meet me in, meet in, parked on, parked at, park at, transfer me to, transferred to, test call to, test calls to, calls to, call to, calling, dial in, dial-in, patch me through to, forward to, forwarded to, " +
    "conference, flat, apartment, extension range, test on, testing on, call, paid, router model, cps, asr, acd, pdd, aht, mos, sla, latency, jitter, loss, hold time, wait time, delay, build, vlan, rack, port, udp, tcp, mailbox, bridge, circuit id, case, ref, reference, lab, office, site, building, wing, cabinet, cage, shelf, pole, post, unit, " +
    "llamame al, llamame a, llamen al, marcame al, estoy en el, estoy en la, llamadas al, prueba al, latencia, edificio, " +
    "me liga no, me ligue no, liga no, liga para o, estou no, estou na, chamadas para o, teste para o, latencia, predio, protocolo, " +
    "appelle moi au, appelez moi au, appelle-moi au, joignable au, je suis au, appels vers le, appels au, latence, batiment, rappelle le, " +
    "ruf mich an unter, erreichbar unter, ruf die, rufe die, anrufe an die, anruf auf die, latenz, gebaude, schrank, " +
    "звоните на, позвони на, звони на, я на, звонки на, звонок на, перезвони на, задержка, корпус, шкаф, очередь, " +
    "遅延, 棟, ラック, 受付番号, 管理番号, 延迟, 机柜, 机房, 楼栋, 编号为, 지연, 랙, 건물, 접수번호",
  quantity:
    "down from, up from, back down to, grows to, grew to, rose to, rises to, climbed to, climbs to, jumped to, fell to, falls to, dropped from, drops from, went up to, went down to, increased to, reduced to, timeout to, timeouts to, interval to, expires to, limit to, threshold to, out of, down to, up to, set it to, i count, we count, we are at, we're at, went from, " +
    "subio a, bajo a, subio de, paso de, subiu para, caiu para, passou de, passe de, passee de, monte a, stieg auf, stieg von, gestiegen auf, gefallen auf, выросло до, вырос до, выросла до, упало до, упал до, с более",
  still:
    "then, some, sometimes, half, mostly, either, so, hence, nope, yep, yes, no, todo, todos, unos, unas, otros, otras, ahi el, eso, luego, uns, umas, outros, tudo, depois, mal, teils, dann, erst, trotzdem, puis, tantot, pourtant, ensuite, soit, quand meme, то, где, потом, затем, сплошные, кругом, а нам, 어떤 건, 만, 就, 然后, 都, why, why is it, first, x, forever, they, it, same here, por que, porque, pourquoi, warum, wieso, почему, откуда, なぜ, 何故, 为什么, 为啥, 怎么又, 왜",
  article: "one, first, second, next, last, single, primer, primero, premier, erste, erster, первый",
  verb: "say, saying, reciev*, termina en, terminan en, termina em, terminam em, volta, voltam, volvi*, ends at, lands on, stuck at",
  http: "grafana dashboard*, grafana panel*, crm, erp, webui, web ui, gui, apt, apt-get, apt update, failed to fetch, dpkg, yum, dnf, [ip:, ip:",
};

// What a channel's name says about the numbers in it.

/** From this weight on telephony is talked about in a channel, not any incident. */
export const telephonyChannel = 1.2;

const telephony =
  "pabx,msteams,standard,portabilite,portabilidad,portabilidade,portierung,porting,sip,voip,voice,tel,telephony,telecom,telco,trunk,trunks,trunking,carrier,carriers,sbc,pbx,ipbx,call,calls,calling,callcenter,contactcenter,asterisk,kamailio,freeswitch,opensips,pstn,ims,volte,webrtc,rtc,dialer,ivr,phone,phones,did,dids,numbers,noc,rtp,media,interconnect,interop,fax," +
  "routing,lcr,uc,ucaas,cpaas,dialplan,stir,telefonia,telefonie,telefon,voz,llamadas,operadoras,operadores,operadora,chamadas,troncal,troncales,troncos,ramais,appels,operateurs,anrufe,sprache,gateway,gateways,softswitch,switch,registrar,proxy," +
  "звонки,телефония,связь,транки,voix,telephonie,centralita,centralitas,b2bua,signaling,signalling,twilio,telnyx,teams,siptrunk,siptrunks,registrations,invite,inbound,outbound,robocall,anlage,tk,aloware,wholesale,termination";
/** Of these, words that software has as well: beside one of its own they say nothing ("api-gateway"). */
const shared: ReadonlySet<string> = new Set(
  "gateway,gateways,proxy,switch,routing,registrar,inbound,outbound,teams,invite,termination,numbers,registrations".split(","),
);
const elsewhere =
  "web,website,www,frontend,backend,front,http,https,api,apis,rest,checkout,payments,payment,billing,db,database,postgres,mysql,k8s,kubernetes,cdn,mail,email,smtp,search,lunch,sales,marketing,hr,design,storefront,shop,store,ml,ai,deploys,deploy,ci,cicd,github,gitlab,builds,build," +
  "finance,facilities,office,legal,recruiting,seo,analytics,data,warehouse,mobile,ios,android,login,auth0,sso,nginx,ingress,cache,redis,kafka,aws,gcp,azure,terraform,docker,portal,crm,jira,intranet,games,gaming,water,watercooler,offtopic,social,music,pets,food,kitchen,travel,tienda,loja,boutique,pagos,facturacion,correo," +
  "graphql,microservices,microservice,platform,cms,blog,docs,wordpress,shopify,orders,cart,сайт,бэкенд,фронтенд,почта,оплата,billing,buchhaltung,catalog,inventory,logistics,parking";
const telephonyRuns = [
  "電話",
  "通話",
  "音声",
  "回線",
  "电话",
  "语音",
  "線路",
  "线路",
  "呼叫",
  "中继",
  "通信",
  "통신",
  "전화",
  "통화",
  "회선",
  "음성",
  "콜센터",
  "телефон",
];
const elsewhereRuns = [
  "ウェブ",
  "决済",
  "決済",
  "フロント",
  "网站",
  "前端",
  "后端",
  "支付",
  "웹",
  "결제",
  "프론트",
  "백엔드",
  "メール",
  "邮件",
  "메일",
];

const everybodyRuns = ["雑談", "闲聊", "잡담"];

const incident =
  "inc,incs,incident,incidents,sev,outage,outages,warroom,war,p1,p2,oncall,bereitschaft,incidente,incidentes,stoerung,storung,panne,astreinte,guardia,plantao,crisis,bridge,major,авария,инцидент,дежурные";
const incidents: ReadonlySet<string> = new Set(incident.split(","));
const incidentRuns = ["障害", "インシデント", "当番", "故障", "事故", "值班", "장애", "당직", "인시던트"];
/** A channel for incidents, of whatever kind: where this bot is at home, its kind is the likelier one. */
const incidentWeight = 0.95;

/** Channels of no subject: web people talk there as well. */
const everybody = "generic,general,random,all,company,chat,allgemein,geral,todos,announcements";

const weights = new Map<string, number>([
  ...everybody.split(",").map((word) => [word, -0.3] as const),
  ...elsewhere.split(",").map((word) => [word, -1.3] as const),
  ...telephony.split(",").map((word) => [word, 1.35] as const),
]);

/** Weight of a channel for every code said in it; telephony's own words win when the name speaks of both. */
export function channelWeight(name: string | undefined): number {
  if (name === undefined || name === "") return 0;
  const plain = name
    .slice(0, 200)
    .normalize("NFKD")
    .replace(/[\u0300-\u036F]/gu, "")
    .normalize("NFC")
    .toLowerCase();
  const words = plain.split(/[^\p{L}\d]+/u).map((word) => word.replace(/\d+$/u, ""));
  const found = words.map((word) => weights.get(word) ?? 0);
  if (found.some((weight) => weight < 0)) words.forEach((word, at) => shared.has(word) && (found[at] = 0));
  if (telephonyRuns.some((run) => plain.includes(run))) found.push(1.35);
  if (elsewhereRuns.some((run) => plain.includes(run))) found.push(-1.3);
  if (everybodyRuns.some((run) => plain.includes(run))) found.push(-0.3);
  const [least, most] = [Math.min(...found, 0), Math.max(...found)];
  if (most > 0 || least < 0) return most > 0 ? most : least;
  return isIncident(plain, words) ? incidentWeight : 0;
}

function isIncident(plain: string, words: readonly string[]): boolean {
  return words.some((word) => incidents.has(word.replace(/\d+$/u, ""))) || incidentRuns.some((run) => plain.includes(run));
}

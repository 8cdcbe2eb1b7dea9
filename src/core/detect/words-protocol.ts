import type { Vocabulary } from "./senses.ts";

// Words of protocols and products, the same in every language.
export const protocolWords: Vocabulary = {
  named: "sip, sips, sip:",
  version: "SIP/2.0",
  sip:
    "sip, sip:, sips, SIP/2.0, invite, invites, invited, inviting, reinvite*, re-invite*, register, registers, registration*, registrar*, unregister*, bye, byes, ack, acks, " +
    "prack, pracks, options ping*, subscribe, subscribes, notify, notifies, refer, refers, sdp, sdps, uac, uas, uacs, uass, b2bua*, sbc, sbcs, pbx, pbxs, ippbx, ipbx, pabx, " +
    "pstn, ims, volte, vonr, asterisk, kamailio, kamailios, opensips, freeswitch, freeswitches, pjsip, chan sip, chan pjsip, sofia, mod sofia, sofia-sip, drachtio, " +
    "jambonz, homer, sngrep, rtpengine, rtpproxy, baresip, linphone, zoiper, microsip, sipp, sipgo, jssip, sip.js, sipml5, voip, voipmonitor, softphone*, soft phone*, " +
    "softswitch*, telco, telcos, itsp*, trunk, trunks, trunking, trunkgroup*, pai, ppi, passerted, p-asserted*, via header*, record-route*, contact header*, to-tag, totag, from-tag, " +
    "session timer*, early media, ringback, precondition*, srtp, savp, avp, dtmf, rfc2833, codec, codecs, stir, shaken, attestation*, dialog usage, early dialog*, " +
    "ua, uas, uri-user, fs, oss7, ss7, isup, isdn, sigtran, pri, e1 trunk*, did, dids, lcr, cnam, aor, audiocodes, ribbon, sonus, metaswitch, broadsoft, broadworks, cucm, " +
    "oracle sbc, cube, yealink, polycom, grandstream, snom, mitel, avaya, 3cx, freepbx, fusionpbx, issabel, vicidial, goautodial, twilio, telnyx, bandwidth trunk*, vonage, plivo, " +
    "signalwire, bandwidth.com, pcscf, scscf, icscf, p-cscf, s-cscf, i-cscf, cscf, mgcf, bgcf, ibcf, gb28181, moh, re-register*, reregister*, 100rel, wss, " +
    "retransmi*, max-forwards, dialplan*, dial plan*, hunt group*, huntgroup*, call-id, callid, cdr, cdrs, acd, ivr, ivrs, siptrace, sip trace, sip-trace, homer capture, sipcapture, " +
    "hep, q.850, q850, q.931, forked, forking, serial fork*, parallel fork*, outbound proxy, sbcs, tsapi, switchboard, telephony, uri-scheme, siprec, simpleswitch, e164, e.164, msisdn, " +
    "hangup, hangups, hung up, teams direct routing, direct routing, loose route, t relay, failure route, onreply*, reply route, branch route, tm module, dispatcher, drouting, registrations, usrloc",
  phone:
    "call, calls, calling, called, caller, callers, callee, callees, carrier, carriers, ring, rings, rang, ringing, dial, dials, dialed, dialled, dialing, dialling, phone, phones, " +
    "telephone*, handset*, deskphone*, outbound, inbound, gateway, gateways, gw, gws, proxy, proxies, upstream, downstream, peer, peers, provider, providers, far end, far-end, farend, " +
    "fax, voicemail, conference, endpoint, endpoints, transfer*, forward, forwards, forwarding, fork, forks, branch, hold, unhold, media, rtp, rtcp, audio, offer, offers, answered, " +
    "ua, aggregator*, termination, interop*, leg, legs, a-leg, b-leg, aleg, bleg, asr, ner, pdd, session, sessions, dialog, dialogs, dialogue*, cancel, cancels, cancelled, canceled, cancelling, transaction*, " +
    "failover*, fail over, reroute*, re-route*, route advance*, agent, agents, subscriber*, toll*, roaming, ani, dnis, number portability, lrn, spam, robocall*, pickup, busy, hung, voice, " +
    "subscription*, presence, mwi, blf, unreachable, retry-after, dns srv, srv, naptr, nat, stack, t1, timer b, timer f, options, message, info, update, publish, re-auth*, digest, challenge*, nonce, credential*, " +
    "authenticat*, auth, congestion, signaling, signalling, cps, switch, route, routes, routing, fr timer, b leg, a leg",
  http:
    "wiki, wikis, runbook page*, ticket system*, ticketing*, help desk system*, helpdesk system*, shop, webshop*, e-shop*, online shop*, online store*, billing portal*, sharepoint, nextcloud, owncloud, minio, nexus, harbor, argocd, zendesk, salesforce, hubspot, notion, pypi mirror, graylog, splunk, sonarqube, gitea, youtrack, redmine, mediawiki, moodle, typo3, joomla, drupal, magento, intranet*, extranet*, webpack, vite, next.js, api gateway*, exception*, http/3, http, https, http2, http3, rest api*, rest request*, rest call*, rest endpoint*, rest server*, via rest, over rest, rest error*, rest response*, restful, portal, login, logins, log in, logging in, signup, sign-in, market data, api, apis, url, urls, webhook*, curl, wget, nginx, apache, httpd, haproxy, varnish, cloudfront, cloudflare, fastly, akamai, cdn, alb, elb, traefik, envoy, istio, " +
    "ingress, browser, browsers, chrome, firefox, safari, html, css, php, json, ajax, fetch(, axios, graphql, oauth, oauth2, oidc, jwt, saml, grpc, websocket upgrade*, s3, lambda, kubectl, kubernetes, k8s, " +
    "docker, registry pull*, npm, pypi, maven, github, gitlab, bitbucket, jenkins, artifactory, terraform, homepage*, website*, web site*, webpage*, web page*, landing page*, storefront*, checkout, stripe, paypal, wordpress, django, rails, flask, spring boot, " +
    "tomcat, iis, cors, csrf, cookie*, user-agent string*, xhr, servlet*, swagger, openapi, postman, crawler*, googlebot, robots.txt, sitemap*, favicon*, soap, rpc, xmlrpc, ari, ami, " +
    "elasticsearch, kibana, prometheus scrape*, opensearch, solr, puppet, ansible, apt, wget, feed, rss, alpaca, bucket, status page*, statuspage, health endpoint*, healthz, readyz, load balancer*, loadbalancer*, frontend, front-end, " +
    "backend, back-end, microservice*, login page*, sso, shopify, tls handshake*, ssl cert*, letsencrypt, acme, certbot, sentry, datadog api*, okta, auth0, keycloak, servicenow, jira, confluence, " +
    "thumbnail*, upload*, uploads, download*, asset*, xcap, provisioning server, phone book url*, firmware url*, GET /*, POST /*, PUT /*, PATCH /*, DELETE /*, HTTP/1.1, HTTP/1.0, HTTP/2",
  web:
    "dashboard*, path, paths, handler, handlers, page, pages, site, sites, web, deploy*, rollout*, request, requests, client, clients, app, apps, cache, cached, caching, caches, pod, pods, cluster*, cert, certs, certificate*, redirect loop*, search, " +
    "service worker*, endpoint /*, payment*, invoice*, admin, token, tokens, bearer, rewrite*, proxy pass*, repo, repos, repository, pipeline*, ci, image, images, script, scripts, command, grafana, catalog, dashboard, dashboards, query, queries, mobile app*, file, files",
  foreign:
    "traceroute, mtr, spanning tree, ospf, sendgrid, mailgun, mailchimp, postmark, amazon ses, modbus, bacnet, opc ua, ntp, tftp, smtp, esmtp, lmtp, exim, postfix, sendmail, qmail, mailer*, mail server*, mailserver*, mail, mails, email, emails, e-mail*, mailbox full, rcpt, rcpts, ehlo, helo, starttls, imap, pop3, greylist*, dkim, spf, dmarc, mx record*, " +
    "ftp, ftps, sftp, proftpd, vsftpd, filezilla, pasv, nntp, stun, turn server*, turn allocat*, turn relay*, turn client*, turn error*, turns:, turn over, coturn, turnが, turnは, turnの, turn服务*, turn サーバ*, turnサーバ*, serveur turn, servidor turn, turn-сервер*, allocate processed, ice, allocate, allocation*, createpermission, channelbind, binding request*, trickle ice, ice trickle, " +
    "diameter, radius, ldap, sql, mysql, postgres*, redis, mqtt, amqp, rabbitmq, kafka, snmp, syslog severity, exit code*, exit status*, errno, signal 9, rtsp, dns rcode*, xmpp, mutual fund*, investment*, stock market*, csrutil, macos, ticker symbol*, free tier",
  numbering:
    "number, numbers, did, dids, numero, numeros, nummer*, rufnummer*, номер, номера, номеров, номером, номере, 号码, 號碼, 番号, 번호, cli, msisdn, phone number, phone numbers, cell, mobile, desk line, celular, handynummer*, numeros, мобильн*",
  ending:
    "ends in, ends with, ending in, ending with, ending, terminados en, terminadas en, terminados em, terminant par, mit endung, endung, end with, end in, endet auf, enden auf, endend auf, termina en, termina em, terminan en, terminam em, termine par, terminent par, finit par, заканчивается на, заканчиваются на, оканчивается на, finishing in, starts with, starting with, begins with",
  measure:
    "depth, queue depth, pdd, asr, acd, aht, ner, latency, headroom, occupancy, ring time, call count, talk time, count, counts, capacity, usage, utilization, utilisation, load, size, volume, backlog, limit, limits, max, quota, uptime, seq, firmware, fw, model, jitter, mos, pkts, memory, cpu, disk, bandwidth, headcount, seats, budget, invoice, capacite, capacidad, capacidade, kapazitat, limite, лимит*, емкость, емкости, 容量, 上限, 用量, 용량, 한도, quantity, stock, inventory, concurrency, concurrent, expires, min-se, minse, min-expires, session-expires",
  header:
    "via, from, to, call-id, cseq, contact, max-forwards, content-type, content-length, user-agent, server, expires, min-expires, min-se, session-expires, supported, require, allow, allow-events, route, record-route, " +
    "p-asserted-identity, p-charging-vector, www-authenticate, proxy-authenticate, authorization, proxy-authorization, retry-after, rack, rseq, warning, date, accept, organization, subject, event, subscription-state, remote-party-id, diversion, identity, timestamp, privacy",
  label:
    "cseq, c-seq, seq, pkts, firmware, fw, content-length, min-se, session-expires, expires, max-forwards, retry-after, payload type, payload, pt, port, ports, udp, tcp, pid, vlan, dscp, mtu, rfc, ptime, rtpmap, fmtp, tag, rack, rseq, q=, warning, warn, warn-code, warning code, endpoint, aor, peer, agent code, as number, bytes=, len, length, size, license, licence",
  time: "t1, t2, t4, timer a, timer b, timer c, timer d, timer e, timer f, timer g, timer h",
  cause:
    "cause, causes, q.850, q850, q.931, q931, hangupcause, hangup cause, hangup-cause, hangup_cause, hangup code, cause code, causecode, cause value, cause-code, isdn cause, isup cause, disconnect cause, release cause, q.850 cause, q850 cause, q.931 cause, q850;cause, " +
    "hangup cause code, disconnectcause, disc cause, clearing cause, dialstatus cause, call clearing cause",
  isdn: "q.850, q850, q.931, q931, hangupcause, hangup cause, isdn cause, isup cause, disconnect cause, release cause, q.850 cause, q850 cause, q.931 cause, hangup cause code, cause code, cause value, disconnectcause, clearing cause, hangup code",
  response:
    "rs, t code, new code, last recv, sip status, status is, response status, resp, rsp, response, responses, reply, replies, status, statuses, statuscode, status code, status codes, code, codes, error, errors, err, errs, sip code, sipcode, sip codes, reply code, response code, response codes, reason, result, rc, sc, retcode, ret, final, nak",
};

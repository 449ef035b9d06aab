/** Leads requests for known host names to where they lie on this machine, without TLS, whoever makes them. */
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

/** @param hosts endpoints by host name */
export const resolveHosts = (hosts: ReadonlyMap<string, string>): void => {
  const { request } = https;
  const resolving = (...given: Parameters<typeof request>): http.ClientRequest => {
    const [options, callback] = given as unknown as [https.RequestOptions, ((answer: http.IncomingMessage) => void) | undefined]; // the form that clients of ours use
    const place = hosts.get(options.hostname ?? options.host ?? '');
    if (place === undefined) return request(...given);
    const { hostname, port } = new URL(place);
    return http.request({ ...options, protocol: 'http:', host: hostname, hostname, port, agent: undefined }, callback);
  };
  https.request = resolving as typeof request;
  syncBuiltinESMExports();
};

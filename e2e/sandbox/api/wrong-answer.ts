import type { ServerResponse } from 'node:http';
import type { WrongAnswer } from '../faults.ts';
import { send, sendJson } from '../http-exchange.ts';

/** Answers as broken servers and the proxies before them do. */
export function sendWrongAnswer(res: ServerResponse, wrong: WrongAnswer, body: string): void {
  switch (wrong) {
    case 'html':
      send(
        res,
        200,
        'text/html; charset=utf-8',
        '<!doctype html><title>Tidewater</title><h1>Please wait</h1><p>Checking your browser…',
      );
      return;
    case 'not-json':
      send(res, 200, 'application/json; charset=utf-8', 'OK: contacts follow, one per line');
      return;
    case '200-error':
      sendJson(res, 200, { error: { code: 'internal_error', message: 'Tidewater could not load this.' } });
      return;
    case 'truncated':
      res.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      });
      res.write(body.slice(0, Math.floor(body.length / 2)), () => res.destroy());
  }
}

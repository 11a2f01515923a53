/** Whether a body is a page for people, where data was asked for: a log-in form, a proxy's error, a maintenance notice. */
export function webPage(body: Buffer, contentType: string | null): { title: string } | undefined {
  const start = body.subarray(0, 16_384).toString('utf8').trimStart();
  const isPage =
    /^(<!doctype html|<html[\s>])/i.test(start) || /^(text\/html|application\/xhtml)/i.test(contentType ?? '');
  if (!isPage || start === '') return undefined;
  const [, title = ''] = /<title[^>]*>([^<]*)/i.exec(start) ?? [];
  return { title: title.replace(/\s+/g, ' ').trim().slice(0, 120) || 'without a title' };
}

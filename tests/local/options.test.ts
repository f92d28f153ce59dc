// What the command line may say, and the sentences for what it may not.
import { describe, expect, it } from 'vitest';
import { splitLinks } from '../../lib/local/links.ts';
import { parseOptions } from '../../lib/local/options.ts';
import { StartRefused } from '../../lib/local/start-refused.ts';
import { sayRefusal, terminalLanguage } from '../../lib/local/words.ts';

const refusal = (args: string[], env = {}): StartRefused => {
  try {
    parseOptions(args, env);
  } catch (error) {
    if (error instanceof StartRefused) return error;
  }
  throw new Error('was accepted');
};

describe('options', () => {
  it('default to port 3000, .shoufang, loopback, any SMTP port', () => {
    expect(parseOptions([], {})).toEqual({
      port: 3000,
      data: `${process.cwd()}/.shoufang`,
      empty: false,
      host: 'localhost',
      loopback: true,
      smtpPort: 0,
    });
  });

  it('come from the environment, and the command line wins', () => {
    expect(parseOptions([], { PORT: '4000', SHOUFANG_DATA: '/d' })).toMatchObject({ port: 4000, data: '/d' });
    expect(parseOptions(['--port', '0', '--data=/e', '--empty'], { PORT: '4000', SHOUFANG_DATA: '/d' })).toMatchObject({
      port: 0,
      data: '/e',
      empty: true,
    });
  });

  it('take bundled functions in place of the source, where somebody names their folder', () => {
    expect(parseOptions([], { SHOUFANG_FUNCTIONS: '/f' })).toMatchObject({ functions: '/f' });
    expect(parseOptions(['--functions', '/g'], { SHOUFANG_FUNCTIONS: '/f' })).toMatchObject({ functions: '/g' });
  });

  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['127.evil.example', false],
  ])('know whether %s is this machine alone: %s', (host, loopback) => {
    expect(parseOptions(['--host', host], {}).loopback).toBe(loopback);
  });

  it.each([
    [['--port', 'x'], {}],
    [['--port', '65536'], {}],
    [['--port', '-1'], {}],
    [['--port', '1e3'], {}],
    [[], { PORT: '3000x' }],
    [['--smtp-port', '99999'], {}],
    [['--bogus'], {}],
    [['--empty=maybe'], {}],
    [['somewhere'], {}],
    [['--data', ''], {}],
    [['--functions', ''], {}],
    [['--host', 'a b'], {}],
  ])('refuse %j with %j: one sentence, exit 2', (args, env) => {
    const { exitCode, key, data } = refusal(args, env);
    expect(exitCode).toBe(2);
    for (const language of ['zh', 'en'] as const) expect(sayRefusal(key, language, data)).not.toMatch(/[\n{}]/);
  });

  it('are answered in the language of the terminal', () => {
    expect(terminalLanguage({ LANG: 'zh_CN.UTF-8' })).toBe('zh');
    expect(terminalLanguage({ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' })).toBe('en');
    expect(terminalLanguage({})).toBe('en');
  });
});

describe('links in a mail', () => {
  it('are found between Chinese words and end before punctuation', () => {
    expect(splitLinks('请点 http://localhost:3000/990581/a/aB-_9。谢谢 (https://ymj.example/x).')).toEqual([
      { text: '请点 ' },
      { link: 'http://localhost:3000/990581/a/aB-_9' },
      { text: '。谢谢 (' },
      { link: 'https://ymj.example/x' },
      { text: ').' },
    ]);
  });

  it('are web addresses only', () => {
    expect(splitLinks('javascript:alert(1) data:text/html,x http://')).toEqual([{ text: 'javascript:alert(1) data:text/html,x http://' }]);
  });
});

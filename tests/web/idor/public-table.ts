// What is answered without signing in: action links, and the petitioner's own question. Who is signed in makes no difference here.
// It must not know how it is checked.
import type { Row } from './row.ts';

const EVERYBODY = 'ok';
const NOBODY = '--';

export const PUBLIC: readonly Row[] = [
  {
    what: '打开邮件里的链接 open the link of a mail: any token that could be one is put into a cookie, and nothing is looked up',
    routes: ['GET /990581/a/:token'],
    names: 'link',
    absent: 303,
    who: { live: EVERYBODY, overtaken: NOBODY, expired: NOBODY },
  },
  {
    what: '链接背后的页面、签收与撤回 the page behind a link, and what is pressed there; of a matter its officer may not read any more, as of none',
    routes: ['GET /990581/a', 'POST /990581/a', 'POST /990581/a/undo'],
    names: 'link',
    okToo: [303, 410, 422],
    who: { live: EVERYBODY, overtaken: NOBODY, expired: NOBODY },
  },
  {
    what: '查询页 the page that asks for number and code',
    routes: ['GET /:bureau{\\d{6}}/status'],
    at: { bureau: '990581' },
    names: 'none',
    who: { it: EVERYBODY },
  },
  {
    what: '凭编号和查询码查进度 how the matter stands, for whoever holds number and code; a wrong code is as a number that is none',
    routes: ['POST /api/public/status', 'POST /:bureau{\\d{6}}/status'],
    at: { bureau: '990581' },
    names: 'slip',
    sends: { bureau: '990581', number: '{number}', code: '{code}' },
    form: { number: '{number}', code: '{code}' },
    who: { right: EVERYBODY, ofAnAccusation: EVERYBODY, wrongCode: NOBODY, codeOfAnother: NOBODY },
  },
];

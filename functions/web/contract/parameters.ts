// What may stand in a path: never anything of a person's but the number the roll gives them.
// It must not know which operation uses it.
import { PETITION_NUMBER } from '../../domain/ids.ts';
import { WHO_ID } from '../../domain/training/who.ts';
import type { Both, ParamName } from './operation.ts';

interface Param {
  readonly pattern: string;
  readonly example: string;
  readonly what: Both;
}

export const PARAMS: Readonly<Record<ParamName, Param>> = {
  petition: { pattern: PETITION_NUMBER.source, example: 'XF-2026-0041', what: ['Number of the petition', '信访件编号'] },
  attachment: { pattern: '^[0-9a-f]{32}$', example: '0f1e2d3c4b5a69788796a5b4c3d2e1f0', what: ['Id of the attachment', '附件编号'] },
  session: { pattern: WHO_ID.source, example: 'PX-2026-0007', what: ['Number of the session', '培训场次编号'] },
  person: { pattern: WHO_ID.source, example: 'P00001', what: ['Number of the person on the roll', '花名册编号'] },
  import: { pattern: '^[0-9a-f]{24}$', example: '0199f2c4a1b2c3d4e5f60718', what: ['Number of the import', '导入编号'] },
  period: {
    pattern: '^\\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?$',
    example: '2013-H1',
    what: ['A month, quarter, half-year or year: 2013-03, 2013-Q2, 2013-H1, 2013', '月、季、半年或全年：2013-03、2013-Q2、2013-H1、2013'],
  },
};

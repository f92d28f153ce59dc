// Words of the door: search, verdicts, walk-ins.
// It must not decide.

export const door = {
  title: '签到',
} as const;

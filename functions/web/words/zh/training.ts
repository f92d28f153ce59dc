// Words of sessions, their sheet and its commands.
// It must not decide.

export const training = {
  title: '培训场次',
} as const;

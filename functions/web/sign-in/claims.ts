// What is read from the claims of an issuer: a proved e-mail address, and whom an access token was made for.
// It must not know keys, signatures or the directory.
import * as z from 'zod/mini';

const text = z.optional(z.string());
const emailSchema = z.object({ email: z.string().check(z.minLength(3)), email_verified: z.union([z.boolean(), z.string()]) });

/** The address, where the issuer says that its owner has proved it. Cognito says so in a boolean here and in a string there. */
export const verifiedEmail = (claims: unknown): string | undefined => {
  const { success, data } = emailSchema.safeParse(claims);
  return success && (data.email_verified === true || data.email_verified === 'true') ? data.email : undefined;
};

const tokenSchema = z.object({
  sub: text,
  aud: z.optional(z.union([z.string(), z.array(z.string())])),
  client_id: text, // RFC 9068, Cognito
  azp: text, // Keycloak, Auth0
  token_use: text, // Cognito: access or id
  typ: text, // Keycloak: Bearer or ID
  scope: text,
  scp: z.optional(z.union([z.string(), z.array(z.string())])),
  nonce: z.optional(z.unknown()),
  at_hash: z.optional(z.unknown()),
  cnf: z.optional(z.unknown()),
  email: z.optional(z.unknown()),
  preferred_username: text,
  idtyp: text, // Entra
});
export type TokenClaims = z.infer<typeof tokenSchema>;

export const tokenClaims = (payload: unknown): TokenClaims | undefined => tokenSchema.safeParse(payload).data;

const AT_JWT = /^(?:application\/)?at\+jwt$/i;

/** An ID token says who signed in to one client; it opens no door, though it bears the same signature. */
export const isAccessToken = (headerType: string | undefined, claims: TokenClaims): boolean => {
  if (claims.cnf !== undefined) return false; // bound to a key that a bearer does not show
  if (claims.token_use !== undefined) return claims.token_use === 'access';
  if (headerType !== undefined && AT_JWT.test(headerType)) return true;
  if (claims.typ !== undefined) return claims.typ === 'Bearer';
  return (claims.scope ?? claims.scp) !== undefined && claims.nonce === undefined && claims.at_hash === undefined;
};

export const clientOf = ({ client_id, azp }: TokenClaims): string | undefined => client_id ?? azp;

/**
 * Was the token made for us? Its client must be one we know. An audience must name us, by our address or one of those clients;
 * without any, only Cognito's kind will do, which names the client alone.
 */
export const isForUs = (claims: TokenClaims, us: { readonly clients: readonly string[]; readonly publicUrl: string }): boolean => {
  const client = clientOf(claims);
  if (client === undefined || !us.clients.includes(client)) return false;
  if (claims.aud === undefined) return claims.token_use === 'access';
  const names = [us.publicUrl, new URL(us.publicUrl).href, ...us.clients];
  return [claims.aud].flat().some((audience) => names.includes(audience));
};

/** Did a program get this token for itself, with nobody signed in? RFC 9068 2.2 makes it its own subject; Keycloak and Entra say it otherwise. */
export const isProgram = (claims: TokenClaims): boolean => {
  const client = clientOf(claims);
  if (client === undefined || claims.email !== undefined) return false;
  const signs = [claims.sub === client, claims.preferred_username === `service-account-${client}`, claims.idtyp === 'app'];
  return signs.includes(true);
};

import * as z from 'zod';
import { Actor } from '../define/actor.ts';
import { AccountId, Instant, WikiId } from '../define/ids.ts';
import { OwnerName, Slug, Visibility } from './names.ts';

export const Role = z.enum(['viewer', 'editor', 'owner']).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

export const Scope = z.enum(['read', 'write']).meta({ id: 'Scope' });
export type Scope = z.infer<typeof Scope>;

/** Narrows a role below a folder. The longest matching prefix wins; without one the role holds everywhere. */
export const PathRule = z.object({ prefix: z.string(), access: z.enum(['none', 'read', 'write']) }).meta({ id: 'PathRule' });
export type PathRule = z.infer<typeof PathRule>;

/** Why the caller holds less than they may expect; the service words it for its surface. */
export const Reason = z.enum([
  'no-credentials',
  'bad-credentials',
  'expired',
  'revoked',
  'wrong-wiki',
  'unknown-wiki',
  'unknown-account',
  'not-a-member',
]);
export type Reason = z.infer<typeof Reason>;

/**
 * What the gateway's authorizer (the auth service) says about every request; the only thing a service knows of a caller.
 * It never denies: the service answers, because only it can give the right challenge.
 */
export const AuthContext = z
  .object({
    actor: Actor,
    accountId: AccountId.optional(),
    username: OwnerName.optional(),
    /** How the caller proved it: decides the challenge and whether CSRF protection applies. */
    via: z.enum(['session', 'token', 'anonymous']),
    scopes: z.array(Scope),
    /** The wiki that the path names, when it exists. */
    wiki: z
      .object({
        id: WikiId,
        owner: OwnerName,
        slug: Slug,
        ownerId: AccountId,
        name: z.string(),
        visibility: Visibility,
        active: z.boolean(),
        /** The page that opens first, when the owner has chosen another than Home. */
        home: z.string().optional(),
        /** It can be read, and not changed. */
        archived: z.boolean().optional(),
        /** The day on which it will be deleted; until then it is there for its owner only, to read. */
        ending: Instant.optional(),
      })
      .optional(),
    role: Role.optional(),
    pathRules: z.array(PathRule),
    plan: z.string().optional(),
    /** False when a session's unsafe request lacks a same-origin proof. */
    csrfSafe: z.boolean(),
    /** To be sent back in `X-CSRF-Token` by our own pages. */
    csrfToken: z.string().optional(),
    reason: Reason.optional(),
  })
  .meta({ id: 'AuthContext' });
export type AuthContext = z.infer<typeof AuthContext>;

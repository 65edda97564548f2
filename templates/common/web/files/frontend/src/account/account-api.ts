import { answerOf, api } from '../api/client.ts';
import type {
  LoginRequest,
  PasswordChange,
  RegisterRequest,
  User,
  UserUpdate,
} from '../api/types.ts';
import { session } from '../session/index.ts';

export async function signIn(credentials: LoginRequest): Promise<void> {
  session.begin(await answerOf(api.POST('/api/v1/auth/login', { body: credentials })));
}

/** Creates an account and signs in to it. */
export async function register(account: RegisterRequest): Promise<void> {
  await answerOf(api.POST('/api/v1/auth/register', { body: account }));
  await signIn({ email: account.email, password: account.password });
}

export const getMe = (signal?: AbortSignal): Promise<User> =>
  answerOf(api.GET('/api/v1/auth/me', { ...(signal && { signal }) }));

export const updateMe = (change: UserUpdate): Promise<User> =>
  answerOf(api.PATCH('/api/v1/auth/me', { body: change }));

export async function changePassword(change: PasswordChange): Promise<void> {
  await answerOf(api.POST('/api/v1/auth/password', { body: change }));
}

/** Deletes the account with all that belongs to it, and forgets the session. */
export async function deleteMe(): Promise<void> {
  await answerOf(api.DELETE('/api/v1/auth/me'));
  session.end();
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { changePassword, updateMe } from '../account/account-api.ts';
import { meQuery } from '../account/queries.ts';
import { isProblem } from '../api/errors.ts';
import type { User } from '../api/types.ts';
import { AccountSection } from '../components/AccountSection.tsx';
import { DeleteAccount } from '../components/DeleteAccount.tsx';
import { ErrorState } from '../components/ErrorState.tsx';
import { Form } from '../components/Form.tsx';
import { PageHeading } from '../components/PageHeading.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { SubmitButton } from '../components/SubmitButton.tsx';
import { TextField } from '../components/TextField.tsx';
import type { Failure } from '../forms/failure.ts';
import { textOf, textOrNull } from '../forms/fields.ts';
import { formatDay } from '../lib/dates.ts';
import { showToast } from '../lib/toasts.ts';
import { messages } from '../messages.ts';

const words = messages.account;

export function AccountPage() {
  const { data, error, refetch } = useQuery(meQuery);
  return (
    <>
      <div className="page-head">
        <PageHeading>{words.title}</PageHeading>
      </div>
      {data && <Account user={data} />}
      {!data && error && (
        <ErrorState text={words.failed} error={error} onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton rows={3} />}
    </>
  );
}

function Account({ user }: { readonly user: User }) {
  return (
    <>
      <Who user={user} />
      <Profile user={user} />
      <Password user={user} />
      <DeleteAccount />
    </>
  );
}

function Who({ user: { display_name: name, email, created_at: since } }: { readonly user: User }) {
  const initial = Array.from(name ?? email)[0]?.toLocaleUpperCase();
  return (
    <div className="account-who">
      <span className="avatar" aria-hidden="true">
        {initial}
      </span>
      <p>
        <strong dir="auto">{name ?? email}</strong>
        <span className="soft small">
          {name !== null && `${email} · `}
          {words.since(formatDay(since))}
        </span>
      </p>
    </div>
  );
}

function Profile({ user }: { readonly user: User }) {
  const client = useQueryClient();
  const save = async (values: FormData) => {
    client.setQueryData(
      meQuery.queryKey,
      await updateMe({ display_name: textOrNull(values, 'display_name') }),
    );
    showToast(words.profileSaved);
  };
  return (
    <AccountSection title={words.profile} hint={words.profileHint}>
      <Form label={words.profile} onSubmit={save}>
        <TextField
          name="display_name"
          label={words.name}
          defaultValue={user.display_name ?? ''}
          autoComplete="name"
          dir="auto"
        />
        <SubmitButton>{words.saveProfile}</SubmitButton>
      </Form>
    </AccountSection>
  );
}

function Password({ user }: { readonly user: User }) {
  return (
    <AccountSection title={words.password} hint={words.passwordHint}>
      <Form label={words.password} onSubmit={savePassword} explain={explain} resets>
        {/* Tells a password manager whose password it is. */}
        <input
          type="email"
          autoComplete="username"
          aria-label={messages.signIn.email}
          value={user.email}
          readOnly
          hidden
        />
        <TextField
          name="current_password"
          label={words.currentPassword}
          type="password"
          autoComplete="current-password"
          required
        />
        <TextField
          name="new_password"
          label={words.newPassword}
          hint={messages.register.passwordHint}
          type="password"
          autoComplete="new-password"
          required
        />
        <SubmitButton>{words.changePassword}</SubmitButton>
      </Form>
    </AccountSection>
  );
}

async function savePassword(values: FormData): Promise<void> {
  await changePassword({
    current_password: textOf(values, 'current_password'),
    new_password: textOf(values, 'new_password'),
  });
  showToast(words.passwordChanged);
}

const explain = (error: unknown): Failure | undefined =>
  isProblem(error, 403) ? { alert: words.wrongPassword } : undefined;

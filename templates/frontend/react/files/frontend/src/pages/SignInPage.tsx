import { getRouteApi, Link } from '@tanstack/react-router';
import { signIn } from '../account/account-api.ts';
import { isProblem } from '../api/errors.ts';
import { Form } from '../components/Form.tsx';
import { PageHeading } from '../components/PageHeading.tsx';
import { SubmitButton } from '../components/SubmitButton.tsx';
import { TextField } from '../components/TextField.tsx';
import type { Failure } from '../forms/failure.ts';
import { textOf } from '../forms/fields.ts';
import { messages } from '../messages.ts';

const route = getRouteApi('/entrance/login');
const words = messages.signIn;

export function SignInPage() {
  const search = route.useSearch();
  return (
    <>
      <PageHeading>{words.title}</PageHeading>
      {/* Once signed in, the guard of these pages leads on (app/router.tsx). */}
      <Form label={words.title} onSubmit={submit} explain={explain}>
        <TextField name="email" label={words.email} type="email" autoComplete="username" required />
        <TextField
          name="password"
          label={words.password}
          type="password"
          autoComplete="current-password"
          required
        />
        <SubmitButton>{words.submit}</SubmitButton>
      </Form>
      <p className="soft">
        {words.newHere}{' '}
        <Link to="/register" search={search}>
          {words.register}
        </Link>
      </p>
    </>
  );
}

const submit = (values: FormData): Promise<void> =>
  signIn({ email: textOf(values, 'email'), password: textOf(values, 'password') });

const explain = (error: unknown): Failure | undefined =>
  isProblem(error, 401) ? { alert: words.wrong } : undefined;

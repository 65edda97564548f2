import { getRouteApi, Link } from '@tanstack/react-router';
import { register } from '../account/account-api.ts';
import { isProblem } from '../api/errors.ts';
import { Form } from '../components/Form.tsx';
import { PageHeading } from '../components/PageHeading.tsx';
import { SubmitButton } from '../components/SubmitButton.tsx';
import { TextField } from '../components/TextField.tsx';
import type { Failure } from '../forms/failure.ts';
import { textOf, textOrNull } from '../forms/fields.ts';
import { messages } from '../messages.ts';

const route = getRouteApi('/entrance/register');
const words = messages.register;

export function RegisterPage() {
  const search = route.useSearch();
  return (
    <>
      <PageHeading>{words.title}</PageHeading>
      <Form label={words.title} onSubmit={submit} explain={explain}>
        <TextField name="display_name" label={words.name} autoComplete="name" dir="auto" />
        <TextField name="email" label={words.email} type="email" autoComplete="username" required />
        <TextField
          name="password"
          label={words.password}
          hint={words.passwordHint}
          type="password"
          autoComplete="new-password"
          required
        />
        <SubmitButton>{words.submit}</SubmitButton>
      </Form>
      <p className="soft">
        {words.haveOne}{' '}
        <Link to="/login" search={search}>
          {words.signIn}
        </Link>
      </p>
    </>
  );
}

const submit = (values: FormData): Promise<void> =>
  register({
    display_name: textOrNull(values, 'display_name'),
    email: textOf(values, 'email'),
    password: textOf(values, 'password'),
  });

const explain = (error: unknown): Failure | undefined =>
  isProblem(error, 409) ? { fields: { email: words.emailTaken } } : undefined;

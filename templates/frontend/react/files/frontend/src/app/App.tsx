import { RouterProvider } from '@tanstack/react-router';
import { TroubleBanner } from '../components/TroubleBanner.tsx';
import type { AppRouter } from './router.tsx';

/** The banner is outside of the routes: it must show also while the first page waits for the server. */
export function App({ router }: { readonly router: AppRouter }) {
  return (
    <div className="shell">
      <TroubleBanner />
      <RouterProvider router={router} />
    </div>
  );
}

import { useEffect } from 'react';
import { brand } from '../brand.ts';

/** The page's title, on the page and in the browser's tab. It takes the focus when the page changes (see app/router.tsx). */
export function PageHeading({ children }: { readonly children: string }) {
  useEffect(() => {
    document.title = `${children} · ${brand.name}`;
  }, [children]);
  return <h1 tabIndex={-1}>{children}</h1>;
}

import { Link } from '@tanstack/react-router';
import { brand } from '../brand.ts';

export function Brand() {
  return (
    <Link to="/notes" className="brand" activeOptions={{ exact: true }}>
      <img src={brand.logo} alt="" width="28" height="28" />
      <span>{brand.name}</span>
    </Link>
  );
}

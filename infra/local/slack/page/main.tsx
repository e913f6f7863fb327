import { createRoot } from 'react-dom/client';
import 'slack-blocks-to-jsx/dist/style.css';
import './style/page.css';
import { Page } from './page.tsx';

const root = document.getElementById('page');
if (root) createRoot(root).render(<Page />);

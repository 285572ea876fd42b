import { createRoot } from 'react-dom/client';
import 'slack-blocks-to-jsx/dist/style.css';
import './style/base.css';
import './style/frame.css';
import './style/slack.css';
import './style/elements.css';
import './style/panels.css';
import './style/discord.css';
import './style/discord-composer.css';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);

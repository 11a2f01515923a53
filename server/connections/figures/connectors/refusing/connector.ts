import { defineConnector } from '../../../../../connectors/kit/index.ts';
import { rotatingApp } from '../../rotating-app.ts';

export default defineConnector(rotatingApp({ name: 'Refusing', reuse: 'refused' }));

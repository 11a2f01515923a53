import { CheckIcon } from '../controls/icons.tsx';
import { useTab } from '../tab-context.ts';
import { useWizard } from './wizard-context.ts';

/** The line that says which account the following is about. */
export function AuthorizedAccount() {
  const { t } = useTab();
  const { detail, snapshot } = useWizard();
  const account = snapshot.connect?.account;
  const app = detail.name;
  return (
    <p className="pt-account" part="account">
      <CheckIcon />
      <span>{account ? t('authorize.as', { app, account }) : t('authorize.signedIn', { app })}</span>
    </p>
  );
}

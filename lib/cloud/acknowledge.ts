// A finding of cdk-nag that is accepted, with the reason, said beside the resource it is about.
// It must not know any resource.
import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Rule by its id, as cdk-nag prints it, and why it does not apply here. */
export type Accepted = Readonly<Record<string, string>>;

/** @example acknowledge(logs, { 'AwsSolutions-S1': 'It is where the access logs of the others go.' }) */
export const acknowledge = (construct: IConstruct, accepted: Accepted): void => {
  Validations.of(construct).acknowledge(...Object.entries(accepted).map(([id, reason]) => ({ id, reason })));
};

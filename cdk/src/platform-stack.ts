import type { StackProps } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from './constructs/alarms.ts';
import { Bus } from './constructs/event-bus.ts';
import { PayloadStore } from './constructs/payload-store.ts';
import { Storehouse } from './constructs/storehouse.ts';
import type { Settings } from './settings.ts';

export interface PlatformStackProps extends StackProps {
  readonly settings: Settings;
}

/** What the services share and none of them owns: the bus, the payload store, the file system of the repositories, the alarms. */
export class PlatformStack extends Stack {
  readonly alarms: Alarms;
  readonly bus: Bus;
  readonly payloads: PayloadStore;
  readonly storehouse: Storehouse;

  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id, props);
    const { settings } = props;
    this.alarms = new Alarms(this, 'Alarms', { email: settings.alarmEmail });
    this.bus = new Bus(this, 'Events', { archiveDays: Number(settings.archiveDays) });
    this.payloads = new PayloadStore(this, 'Payloads');
    this.storehouse = new Storehouse(this, 'Storehouse');
  }
}

// What the templates of the cloud say. One file, because making them costs more than reading them in every way below.
import './templates/alarms.ts';
import './templates/doors.ts';
import './templates/permissions.ts';
import './templates/stacks.ts';

import type { ClassConfig, Config } from "../config/schema.ts";
import { blocksTest } from "../protocol/address-block.ts";
import type { ClassedClient, ConnectionClass } from "../sessions/classes.ts";
import type { World } from "../world/world.ts";
import { admissionLimits, sessionLimits } from "./node-limits.ts";

/** What the sessions of a node are held to. */
export function hostLimits(config: Config, world: World) {
  return {
    limits: sessionLimits(config),
    admission: admissionLimits(config, world),
    classes: connectionClasses(config, (name) => world.names.fold(name)),
  };
}

function connectionClasses(config: Config, fold: (name: string) => string): readonly ConnectionClass[] {
  const { classes, unlimited } = config;
  return classes.map((each) => ({
    name: each.name,
    max: unlimited ? 0 : each.max,
    limits: { ...sessionLimits(withOwn(config, each)), channels: each.channels },
    fits: classTest(each, config, fold),
  }));
}

/** The configuration as it is for a class: what the class leaves out is as for everybody. */
function withOwn({ connections, unlimited }: Config, own: ClassConfig) {
  return {
    unlimited,
    connections: {
      ...connections,
      sendq: own.sendq ?? connections.sendq,
      recvq: own.recvq ?? connections.recvq,
      pingSeconds: own.pingSeconds ?? connections.pingSeconds,
      pongSeconds: own.pongSeconds ?? connections.pongSeconds,
      commands: own.commands ?? connections.commands,
      nickThrottle: own.nickThrottle ?? connections.nickThrottle,
      joinThrottle: own.joinThrottle ?? connections.joinThrottle,
      inviteThrottle: own.inviteThrottle ?? connections.inviteThrottle,
      metadataThrottle: own.metadataThrottle ?? connections.metadataThrottle,
    },
  };
}

/** True for clients of whom all is so that the class says; what it does not say does not matter. */
function classTest(own: ClassConfig, { networks }: Config, fold: (name: string) => string) {
  const isIn = own.addresses && blocksTest(own.addresses);
  const isInNetwork = own.networks && networksTest(networks, own.networks);
  const { ports, tls, certfps, accounts, operators, minReputation } = own;
  const hasAccount = (account: string | undefined) =>
    account !== undefined &&
    (accounts?.some((name) => name === "*" || fold(name) === fold(account)) ?? false);
  return (client: ClassedClient) =>
    (isIn === undefined || isIn(client.address)) &&
    (isInNetwork === undefined || isInNetwork(client.address)) &&
    (ports === undefined || ports.includes(client.port)) &&
    (tls === undefined || tls === client.tls) &&
    (certfps === undefined || (client.certfp !== undefined && certfps.includes(client.certfp))) &&
    (accounts === undefined || hasAccount(client.account)) &&
    (minReputation === undefined || client.reputation >= minReputation) &&
    (operators === undefined || operators === client.isOperator);
}

// The first network that has an address counts, for classes as for limits.
function networksTest(networks: Config["networks"], wanted: readonly string[]) {
  const tests = networks.map(({ name, addresses }) => ({ name, has: blocksTest(addresses) }));
  return (address: string) => {
    const found = tests.find(({ has }) => has(address));
    return found !== undefined && wanted.includes(found.name);
  };
}

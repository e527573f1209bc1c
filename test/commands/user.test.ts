import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

function registered(line: string, config = {}): { user: string | undefined; realname: string | undefined } {
  const client = new TestNetwork(config).open();
  client.send("NICK alice", line);
  const { user } = client.session;
  return { user: user?.identity.user, realname: user?.realname };
}

test("USER gives a user name and a real name of several words", () => {
  expect(registered("USER ally 0 * :Alice of Wonderland")).toEqual({
    user: "ally",
    realname: "Alice of Wonderland",
  });
});

test("the second and third parameter mean nothing", () => {
  expect(registered("USER ally 8 irc.elsewhere :Alice").user).toBe("ally");
});

test("names are cut to what the limits allow, the real name between characters", () => {
  const config = { limits: { userLength: 4, realnameLength: 6 } };
  expect(registered("USER alexandra 0 * :Zoë ✓✓", config)).toEqual({ user: "alex", realname: "Zoë " });
});

test.each(["USER", "USER ally", "USER ally 0 *", "USER : 0 * :Alice", "USER ally 0 * :"])(
  "%s lacks something: 461",
  (line) => {
    const client = new TestNetwork().open();
    expect(client.numerics(line)).toEqual(["461 USER :Not enough parameters"]);
    expect(client.ask("NICK alice")).toEqual([]);
  },
);

test.each(["a@b", "a!b"])("%s is no user name: 468", (name) => {
  const client = new TestNetwork().open();
  expect(client.numerics(`USER ${name} 0 * :Alice`)).toEqual(["468 :Your username is not valid"]);
});

test("USER alone does not register, and USER afterwards is 462", () => {
  const client = new TestNetwork().open();
  expect(client.ask("USER ally 0 * :Alice")).toEqual([]);
  expect(client.ask("NICK alice")[0]).toContain(" 001 alice ");
  expect(client.numerics("USER other 0 * :Other")).toEqual(["462 :You may not reregister"]);
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation
import { describe, expect, it } from 'vitest';
import type { Template } from '../../../local/deploy/index.ts';
import { deployed, outputOf } from './support/deployed.ts';

const TEMPLATE: Partial<Template> = {
  Parameters: {
    Stage: { Type: 'String', Default: 'prod' },
    Count: { Type: 'Number', Default: 3 },
    Zones: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
  },
  Mappings: { Sizes: { prod: { memory: 512 } } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    IsThree: { 'Fn::Equals': [{ Ref: 'Count' }, 3] },
    IsOther: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    Both: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsThree' }] },
    Neither: { 'Fn::Or': [{ Condition: 'IsOther' }, { 'Fn::Equals': ['a', 'b'] }] },
  },
  Resources: { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'findings' } } },
};
const BUS_ARN = 'arn:aws:events:eu-west-1:111122223333:event-bus/findings';

describe('an intrinsic function', () => {
  it.each<[string, unknown, unknown]>([
    ['Ref to a parameter', { Ref: 'Stage' }, 'prod'],
    ['Ref to a list', { Ref: 'Zones' }, ['a', 'b', 'c']],
    ['Ref to a resource', { Ref: 'Bus' }, 'findings'],
    ['Ref to a pseudo parameter', { Ref: 'AWS::AccountId' }, '111122223333'],
    ['Ref to nothing', { a: { Ref: 'AWS::NoValue' }, b: [1, { Ref: 'AWS::NoValue' }] }, { b: [1] }],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Bus', 'Arn'] }, BUS_ARN],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Bus.Arn' }, BUS_ARN],
    [
      'Fn::Sub',
      { 'Fn::Sub': '${Stage}-${Bus.Arn}-${AWS::Region}-${!Kept}' },
      `prod-${BUS_ARN}-eu-west-1-\${Kept}`,
    ],
    [
      'Fn::Sub with values',
      { 'Fn::Sub': ['${a}-${Stage}', { a: { Ref: 'Bus' }, Stage: 'own' }] },
      'findings-own',
    ],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, 1]] }, 'a-prod-1'],
    ['Fn::Join of a list', { 'Fn::Join': ['', { Ref: 'Zones' }] }, 'abc'],
    ['Fn::Select', { 'Fn::Select': ['1', { Ref: 'Zones' }] }, 'b'],
    ['Fn::Split', { 'Fn::Split': ['/', 'event-bus/x'] }, ['event-bus', 'x']],
    [
      'Fn::Select of Fn::Split',
      { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Bus', 'Arn'] }] }] },
      'findings',
    ],
    ['Fn::If that holds', { 'Fn::If': ['Both', 'yes', { Ref: 'AWS::NoValue' }] }, 'yes'],
    ['Fn::If that does not', { 'Fn::If': ['Neither', 'yes', { Ref: 'Stage' }] }, 'prod'],
    ['Fn::If to nothing', { a: { 'Fn::If': ['IsOther', 1, { Ref: 'AWS::NoValue' }] } }, {}],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, 512],
    ['Fn::Base64', { 'Fn::Base64': { 'Fn::Sub': 'x${Stage}' } }, 'eHByb2Q='],
    [
      'a policy condition, which is none',
      { Condition: { StringEquals: { a: 'b' } } },
      { Condition: { StringEquals: { a: 'b' } } },
    ],
  ])('%s', async (_, expression, value) => expect(await outputOf(expression, TEMPLATE)).toEqual(value));

  it.each<[unknown, string]>([
    [{ Ref: 'Missing' }, 'a reference to Missing, which the template does not have'],
    [{ 'Fn::GetAtt': ['Bus', 'Owner'] }, 'Bus has no attribute Owner'],
    [{ 'Fn::GetAtt': 'Bus' }, 'Fn::GetAtt has the wrong form: "Bus"'],
    [{ 'Fn::Sub': '${Missing.Arn}' }, 'a reference to Missing'],
    [{ 'Fn::Sub': { a: 1 } }, 'Fn::Sub has the wrong form'],
    [{ 'Fn::If': ['Unheard', 1, 2] }, 'a condition Unheard, which the template does not have'],
    [{ 'Fn::FindInMap': ['Sizes', 'dev', 'memory'] }, 'the mappings hold no Sizes.dev.memory'],
    [{ 'Fn::Select': [7, { Ref: 'Zones' }] }, 'Fn::Select has the wrong form'],
    [{ 'Fn::Join': ['-', [{ a: 1 }]] }, 'Fn::Join has the wrong form'],
    [{ 'Fn::ImportValue': 'x' }, 'Fn::ImportValue is not known to the local cloud'],
  ])('%j is an error', async (expression, message) => {
    await expect(outputOf(expression, TEMPLATE)).rejects.toThrow(message);
  });

  it('tells of a condition that depends on itself', async () => {
    const Conditions = { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::Not': [{ Condition: 'A' }] } };
    await expect(outputOf({ 'Fn::If': ['A', 1, 2] }, { Conditions })).rejects.toThrow(
      'condition A depends on itself',
    );
  });
});

describe('a parameter', () => {
  const Parameters = {
    Url: { Type: 'String' },
    Mode: { Type: 'String', AllowedValues: ['observe', 'enforce'], Default: 'observe' },
  };
  const Outputs = { Url: { Value: { Ref: 'Url' } }, Mode: { Value: { Ref: 'Mode' } } };

  it('has the value that is given, else its default', async () => {
    const { deployment } = await deployed({ Parameters, Outputs }, { parameters: { Url: 'x' } });
    expect(deployment.outputs).toEqual({ Url: 'x', Mode: 'observe' });
  });

  it.each([
    [{}, 'the template needs a value for Url'],
    [{ Url: 'x', Extra: 'y' }, 'the template has no parameter Extra'],
    [{ Url: 'x', Mode: 'off' }, 'parameter Mode is one of observe, enforce, not off'],
  ])('%j is refused', async (parameters, message) => {
    await expect(deployed({ Parameters, Outputs }, { parameters })).rejects.toThrow(message);
  });

  it.each<[{ Type: string; AllowedPattern?: string }, string, string]>([
    [{ Type: 'Number' }, 'many', 'parameter Url is a number, not many'],
    [{ Type: 'String', AllowedPattern: 'https://.*' }, 'http://x', 'parameter Url has to match https://.*'],
    [{ Type: 'AWS::SSM::Parameter::Value<String>' }, '/none', 'parameter Url names the SSM parameter /none'],
  ])('%j does not take %s', async (Url, value, message) => {
    await expect(deployed({ Parameters: { Url } }, { parameters: { Url: value } })).rejects.toThrow(message);
  });

  it('may name a parameter of SSM', async () => {
    const Parameters = {
      Url: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/app/url' },
      Ids: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/app/ids' },
    };
    const Outputs = { Url: { Value: { Ref: 'Url' } }, Ids: { Value: { Ref: 'Ids' } } };
    const stored = { '/app/url': 'https://x', '/app/ids': 'a,b' };
    const { deployment } = await deployed({ Parameters, Outputs }, { stored });
    expect(deployment.outputs).toEqual({ Url: 'https://x', Ids: ['a', 'b'] });
  });
});

describe('a dynamic reference', () => {
  const queueNamed = (QueueName: string) => ({ Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName } } });

  it('is replaced by the parameter that it names', async () => {
    const { made } = await deployed(
      { Resources: queueNamed('a-{{resolve:ssm:/name:3}}-{{resolve:ssm-secure:/name}}') },
      { stored: { '/name': 'x' } },
    );
    expect(made('queue')).toEqual([['a-x-x', {}]]);
  });

  it.each([
    ['{{resolve:ssm:/other}}', 'Q (AWS::SQS::Queue): there is no SSM parameter /other'],
    ['{{resolve:secretsmanager:x}}', 'dynamic references to secretsmanager are not simulated'],
  ])('%s is an error', async (name, message) => {
    await expect(deployed({ Resources: queueNamed(name) })).rejects.toThrow(message);
  });
});

import { describe, expect, it } from 'vitest';
import { awsQuery } from '../../../local/wire/aws-query.ts';
import { modelOf } from '../../../local/wire/model.ts';
import { aRequest } from './a-gateway.ts';
import { sqs } from './some-services.ts';

// SQS once spoke this protocol, and its model still says how: with flattened lists and maps.
const protocol = awsQuery({ xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/' });
const operation = (name: string) => {
  const found = modelOf(sqs({})).operations.get(name);
  if (!found) throw new Error(`SQS has no ${name}`);
  return found;
};

describe('flattened lists and maps', () => {
  it('are read from names without `member` and `entry`', () => {
    const body = [
      'Action=SendMessage&QueueUrl=q&MessageBody=hello',
      'MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=x',
      'MessageAttribute.2.Name=b&MessageAttribute.2.Value.DataType=Binary&MessageAttribute.2.Value.BinaryValue=AQI%3D',
    ].join('&');
    expect(protocol.read(operation('SendMessage'), aRequest('sqs', { body }))).toEqual({
      QueueUrl: 'q',
      MessageBody: 'hello',
      MessageAttributes: {
        a: { DataType: 'String', StringValue: 'x' },
        b: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
      },
    });
    const names = aRequest('sqs', { body: 'QueueUrl=q&AttributeName.1=All&AttributeName.2=Policy' });
    expect(protocol.read(operation('GetQueueAttributes'), names)).toEqual({
      QueueUrl: 'q',
      AttributeNames: ['All', 'Policy'],
    });
  });

  it('are answered as elements of their parent', () => {
    const Messages = [{ MessageId: 'm-1', Attributes: { SenderId: 's' } }, { MessageId: 'm-2' }];
    expect(protocol.answer(operation('ReceiveMessage'), { Messages }, 'r-1').body).toBe(
      [
        '<ReceiveMessageResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><ReceiveMessageResult>',
        '<Message><MessageId>m-1</MessageId><Attribute><Name>SenderId</Name><Value>s</Value></Attribute></Message>',
        '<Message><MessageId>m-2</MessageId></Message>',
        '</ReceiveMessageResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>',
        '</ReceiveMessageResponse>',
      ].join(''),
    );
  });
});

import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { secretText, signedHeaders } from './signature.ts';

const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' };

describe('a delivery', () => {
  it('is signed as the libraries of Standard Webhooks expect it', () => {
    expect(signedHeaders(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], message)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('has one signature for each secret that holds', () => {
    const { 'webhook-signature': signatures = '' } = signedHeaders([secretText('YQ'), secretText('Yg')], message);
    const wanted = ['a', 'b'].map(
      (key) => `v1,${createHmac('sha256', key).update('msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}').digest('base64')}`,
    );
    expect(signatures.split(' ')).toEqual(wanted);
  });
});

import { Duration } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { BehaviorOptions } from 'aws-cdk-lib/aws-cloudfront';
import {
  AllowedMethods,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  OriginRequestPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

export interface EdgeProps {
  readonly api: RestApi;
  /** The code that leads requests to addresses of the API. */
  readonly code: string;
  readonly settings: Settings;
}

/** The front door: one host without a stage in its paths, addresses led to the API, and public pages shared for at most half a minute. */
export class Edge extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, { api, code, settings }: EdgeProps) {
    super(scope, id);
    const { certificateArn, publicUrl } = settings;
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'wikibot',
      defaultBehavior: this.behavior(api, code),
      ...(certificateArn
        ? { certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn), domainNames: [new URL(publicUrl).host] }
        : {}),
    });
  }

  private behavior(api: RestApi, code: string): BehaviorOptions {
    const host = `${api.restApiId}.execute-api.${Stack.of(this).region}.${Stack.of(this).urlSuffix}`;
    const leading = new EdgeFunction(this, 'Leading', { code: FunctionCode.fromInline(code), runtime: FunctionRuntime.JS_2_0 });
    return {
      origin: new HttpOrigin(host, { originPath: `/${api.deploymentStage.stageName}`, readTimeout: Duration.seconds(60) }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: this.cachePolicy(),
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: leading }],
    };
  }

  /** Whatever makes an answer personal is part of its key: nobody sees what was made for somebody else. */
  private cachePolicy(): CachePolicy {
    return new CachePolicy(this, 'Shared', {
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.seconds(30),
      headerBehavior: CacheHeaderBehavior.allowList('Accept', 'Authorization', 'Wikibot-Token'),
      cookieBehavior: CacheCookieBehavior.all(),
      queryStringBehavior: CacheQueryStringBehavior.all(),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
  }
}

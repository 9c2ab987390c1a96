# Node is in the image, so npm need not bring one; the source runs as it is, without a build.
FROM node:24-bookworm-slim

# For a gateway without REDIS_URL: the embedded Redis.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends redis-server \
  && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional
COPY bin bin
COPY docker docker
COPY simulators simulators
COPY src src

ENV NODE_ENV=production DATA_DIR=/data
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 4000 9000 1883 8883
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "docker/healthy.mjs"]
ENTRYPOINT ["node", "bin/joulegate.mjs"]
CMD ["start"]

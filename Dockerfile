# Portico for production: bring a PostgreSQL by DATABASE_URL and a key by PORTICO_KEY. See README.md.
FROM node:24-slim AS build
WORKDIR /portico
COPY package.json package-lock.json ./
COPY embed-sdk/package.json embed-sdk/
COPY examples/react/package.json examples/react/
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production PORTICO_DATA=/data
WORKDIR /portico
COPY --from=build --chown=node:node /portico ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4700
HEALTHCHECK CMD node -e "fetch('http://127.0.0.1:4700/api/ready').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"
CMD ["node", "server/start.ts"]

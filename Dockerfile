# Debian, because the embedded PostgreSQL wants glibc. The data of a container is the volume /data.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=build /app/package.json /app/package-lock.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/src ./src
# `npm run rubrica` in a container goes through them.
COPY --from=build /app/scripts ./scripts
COPY --from=build /app/web/dist ./web/dist
RUN install -d -o node -g node -m 0700 /data
USER node
ENV NODE_ENV=production RUBRICA_HOST=0.0.0.0 RUBRICA_DATA=/data
VOLUME /data
EXPOSE 8080
# Asks the process of this container how it is, whether it serves or works: what it wrote down within the last seconds.
HEALTHCHECK --start-period=60s CMD ["node", "src/heartbeat.ts"]
# Runs under way are handed back and the database is closed.
STOPSIGNAL SIGTERM
# The heap as scripts/run.mjs has it.
ENTRYPOINT ["node", "--max-semi-space-size=2", "src/main.ts"]
CMD ["serve"]

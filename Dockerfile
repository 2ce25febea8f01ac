# The hub in an image. Postgres is another container (docker-compose.yml): none is embedded here.
FROM node:20-bookworm-slim AS build
WORKDIR /changeline
COPY package.json package-lock.json .swcrc ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 CHANGELINE_DATA=/data
WORKDIR /changeline
COPY --from=build /changeline ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=10s --start-period=20s CMD node -e "fetch('http://127.0.0.1:4000/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"
# Commands: docker compose exec hub node dist/src/main.js verify
CMD ["node", "--enable-source-maps", "dist/src/main.js"]

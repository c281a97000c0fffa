# Rungs for production: the server with the mini-app's H5 build at `/`. Needs DATABASE_URL and the settings of README.md.

FROM node:20-slim AS build
WORKDIR /rungs
# A compiler, for the platforms that have no prebuilt SQLite binary.
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY miniapp/package.json miniapp/package-lock.json ./miniapp/
RUN npm ci --prefix miniapp
COPY . .
RUN npm run build -- h5
RUN npm prune --omit=dev

FROM node:20-slim
ENV NODE_ENV=production PORT=4000
WORKDIR /rungs
COPY --from=build /rungs/package.json /rungs/schema.graphql ./
COPY --from=build /rungs/node_modules ./node_modules
COPY --from=build /rungs/dist ./dist
COPY --from=build /rungs/server/programs ./server/programs
COPY --from=build /rungs/miniapp/dist/h5 ./miniapp/dist/h5
# The SQLite file, when DATABASE_URL names no server, must be on a volume that this user may write.
RUN mkdir data && chown node:node data
USER node
VOLUME /rungs/data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/server/src/main.js"]

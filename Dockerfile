FROM node:26-bookworm-slim AS built
WORKDIR /gemba
COPY package.json package-lock.json tsconfig.json ./
COPY src src
COPY web web
RUN npm ci --no-audit --no-fund

FROM node:26-bookworm-slim
WORKDIR /gemba
COPY package.json package-lock.json ./
RUN npm pkg delete scripts.prepare && npm ci --omit=dev --no-audit --no-fund
COPY bin bin
COPY src src
COPY --from=built /gemba/dist dist
ENV HOST=0.0.0.0 PORT=3000 GEMBA_DATA_DIR=/data
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/ready').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "bin/gemba.mjs", "serve"]

# The simulator as a container, for one machine or many: see docs/cloud-run.md.
#   docker build --tag c360sim .
#   docker run --rm --init c360sim simulate --help

FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY c360sim c360sim
COPY agents agents
# With the locked versions, on which the bytes of a data set depend, and what many machines need: the core and the stores.
RUN python -m venv /opt/c360sim \
    && /opt/c360sim/bin/pip install --no-cache-dir --disable-pip-version-check --constraint constraints.txt '.[gs,s3]' \
    && /opt/c360sim/bin/c360sim --version

FROM python:3.13-slim
# A number, so that a cluster that forbids root can tell that this is not root.
RUN useradd --uid 10001 --create-home c360sim
COPY --from=build /opt/c360sim /opt/c360sim
ENV PATH=/opt/c360sim/bin:$PATH \
    PYTHONUNBUFFERED=1
USER 10001
WORKDIR /home/c360sim
ENTRYPOINT ["c360sim"]
CMD ["--help"]

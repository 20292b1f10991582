# Mayfly: see `make help`.
.DEFAULT_GOAL := help
.PHONY: help deps build demo clients test check bench differential fuzz generate format install
SWIFT_FLAGS ?=
RELEASE := -c release --static-swift-stdlib --product mayfly
PREFIX ?= /usr/local
FUZZ_SECONDS ?= 600

help: ## Explain the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## Install the Debian packages that building, running and testing need, where they are missing
	@Scripts/deps

build: deps ## Build the release binary at bin/mayfly
	swift build $(RELEASE) $(SWIFT_FLAGS)
	@mkdir -p bin
	strip -o bin/mayfly "$$(swift build $(RELEASE) --show-bin-path)/mayfly"
	@ls -lh bin/mayfly | awk '{ print "bin/mayfly: " $$5 "B" }'

demo: build ## From nothing to a shell in a pod that has none, on a server in a temporary directory
	@Scripts/demo

clients: deps ## Fetch the clients that the tests run: kubectl 1.20 and the Python packages
	@Scripts/kubectl-1.20
	@Scripts/python-clients

test: clients ## Run every test: units, components, and the built binary with real containers
	swift build --build-tests $(SWIFT_FLAGS)
	@Scripts/run-tests --skip-build --no-parallel $(SWIFT_FLAGS)

check: ## What CI checks before it tests: formatting and generated files
	swift format lint --strict --recursive Package.swift Sources Tests
	swift run $(SWIFT_FLAGS) generate-api --check Sources/KubernetesAPI/Types

bench: build ## Measure, write docs/benchmarks.md and docs/benchmarks-api.md, and kill the server 200 times under load
	@Scripts/deps measuring
	@Scripts/bench
	@Scripts/bench-api
	@Scripts/crash-test

differential: ## Record the answers of a reference kube-apiserver anew: KUBECONFIG_REFERENCE=FILE
	MAYFLY_DIFFERENTIAL_RECORD=$(abspath $(KUBECONFIG_REFERENCE)) \
		swift test $(SWIFT_FLAGS) --filter DifferentialTests/corpus

fuzz: ## Fuzz the API server: FUZZ_SECONDS=600
	swift run $(SWIFT_FLAGS) api-fuzz --seconds $(FUZZ_SECONDS)

generate: ## Write the API types from their declarations
	swift run $(SWIFT_FLAGS) generate-api Sources/KubernetesAPI/Types

format: ## Format the Swift sources in place
	swift format --in-place --recursive Package.swift Sources Tests

install: build ## Install bin/mayfly into PREFIX/bin (PREFIX=/usr/local)
	install -D -m 0755 bin/mayfly $(DESTDIR)$(PREFIX)/bin/mayfly

/** The Kubernetes manifests, held to the API's own types and to each other. */
@NullMarked
package dev.kennzahl.k8s;

import org.jspecify.annotations.NullMarked;

{{/* The port of the service that the page hands /api on to. */}}
{{- define "app.apiPort" -}}
{{- $image := .Files.Get (printf "services/%s.yaml" .Values.frontend.api) | fromYaml -}}
{{- required (printf "frontend.api: there is no services/%s.yaml" .Values.frontend.api) $image.port -}}
{{- end }}

const { url } = document.getElementById('swagger-ui').dataset;
SwaggerUIBundle({ url, dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });
